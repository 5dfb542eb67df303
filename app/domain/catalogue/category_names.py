"""Names of categories. A shop writes its own categories as it names them; the usual codes of shops have names in both languages."""

from __future__ import annotations

_NAMES = {
    "alcohol": ("酒", "Alcohol"),
    "alcohol_beer": ("啤酒", "Beer"),
    "alcohol_spirits": ("白酒", "Spirits"),
    "bags": ("购物袋", "Carrier bags"),
    "bread": ("面包", "Bread"),
    "coffee": ("现磨咖啡", "Fresh coffee"),
    "course": ("课程", "Courses"),
    "daily": ("日用品", "Household"),
    "daily_care": ("个人护理", "Personal care"),
    "daily_health": ("保健", "Health"),
    "daily_lighter": ("打火机", "Lighters"),
    "daily_paper": ("纸品", "Paper goods"),
    "daily_pet": ("宠物用品", "Pet supplies"),
    "daily_power": ("充电", "Power"),
    "daily_umbrella": ("雨具", "Umbrellas"),
    "dairy": ("乳制品", "Dairy"),
    "dairy_milk": ("牛奶", "Milk"),
    "dairy_yogurt": ("酸奶", "Yogurt"),
    "drinks": ("饮料", "Drinks"),
    "drinks_coffee": ("瓶装咖啡", "Bottled coffee"),
    "drinks_energy": ("功能饮料", "Energy drinks"),
    "drinks_juice": ("果汁", "Juice"),
    "drinks_plant": ("植物饮料", "Plant drinks"),
    "drinks_soda": ("汽水", "Soda"),
    "drinks_tea": ("茶饮料", "Tea drinks"),
    "drinks_water": ("饮用水", "Water"),
    "fresh": ("鲜食", "Fresh food"),
    "fresh_drinks": ("鲜制饮品", "Fresh drinks"),
    "fresh_fruit": ("水果", "Fruit"),
    "fresh_meal": ("便当", "Ready meals"),
    "goods": ("普通商品", "Goods"),
    "hot_drinks": ("热饮", "Hot drinks"),
    "hot_food": ("热食", "Hot food"),
    "hot_food_breakfast": ("早餐", "Breakfast"),
    "hot_food_bun": ("包子", "Steamed buns"),
    "hot_food_egg": ("茶叶蛋", "Tea eggs"),
    "hot_food_grill": ("烤肠", "Grill"),
    "hot_food_oden": ("关东煮", "Oden"),
    "ice_cream": ("冷饮", "Ice cream"),
    "instant": ("速食", "Instant food"),
    "instant_noodles": ("方便面", "Instant noodles"),
    "instant_rice": ("自热米饭", "Instant rice"),
    "milk_tea": ("奶茶", "Milk tea"),
    "press": ("报刊", "Press"),
    "snacks": ("零食", "Snacks"),
    "snacks_biscuits": ("饼干", "Biscuits"),
    "snacks_candy": ("糖果", "Candy"),
    "snacks_crisps": ("薯片", "Crisps"),
    "snacks_meat": ("肉脯", "Meat snacks"),
    "snacks_nuts": ("坚果", "Nuts"),
    "snacks_seaweed": ("海苔", "Seaweed"),
    "stationery": ("文具", "Stationery"),
    "tobacco": ("香烟", "Tobacco"),
}


def category_name(code: str, language: str) -> str:
    """The category's name in a language (`zh`, `en`); what the shop wrote where it is none of the usual codes."""
    names = _NAMES.get(code)
    if names is None:
        return code.replace("_", " ") if code.isascii() else code
    return names[1] if language == "en" else names[0]
