"""The look of the product: design tokens, colours and fonts of a theme, the generated style sheet, and icons by meaning."""
