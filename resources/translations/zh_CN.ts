<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>jifentai</name>
  <message>
   <source>1 to {max} pieces on a line; the basket is unchanged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Account under review</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Active</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All lines are taken off and written down. No money moves.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All sale numbers of today are used</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Amount</source>
   <translation>小计</translation>
  </message>
  <message>
   <source>Amount due</source>
   <translation>应收</translation>
  </message>
  <message>
   <source>Another member is on this sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another program holds the books</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another program holds the printer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask: "Do you have a member code?"</source>
   <translation>问一句：“有会员码吗？”</translation>
  </message>
  <message>
   <source>Ask: "Would you like to collect points next time?"</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Balance</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Basket</source>
   <translation>购物篮</translation>
  </message>
  <message>
   <source>Birthday today</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cashier</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change</source>
   <translation>找零</translation>
  </message>
  <message>
   <source>Change to {name}?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a line first</source>
   <translation>先选一行</translation>
  </message>
  <message>
   <source>Close the program</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Closed by mistake</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Content</source>
   <translation>内容</translation>
  </message>
  <message>
   <source>Count cash</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cutter stuck</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discount</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Due {amount}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Earns no points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expiring soon</source>
   <translation>即将到期</translation>
  </message>
  <message>
   <source>Far too long for a code</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find item</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find member</source>
   <translation>找会员</translation>
  </message>
  <message>
   <source>Finish</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give the basket up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Help</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ignore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It printed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Item</source>
   <translation>商品</translation>
  </message>
  <message>
   <source>Jifentai</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Last sale done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Last visit {date}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Last visit {date}: {items}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lock</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lock (Ctrl+L)</source>
   <translation>锁屏 (Ctrl+L)</translation>
  </message>
  <message>
   <source>Member</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Member codes from the phone are not set up here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Member price {saved}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Member prices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More than is due</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More than this sale may take in points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More was taken than would be due</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nearest reward</source>
   <translation>最近可换</translation>
  </message>
  <message>
   <source>New member</source>
   <translation>新会员</translation>
  </message>
  <message>
   <source>No drawer is set up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No item with this code: {text}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No member on this sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No member yet</source>
   <translation>还没有会员</translation>
  </message>
  <message>
   <source>No points can be used on this sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No points on the {amount} paid with points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No points programme is in force today</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No printer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No right to use the printer's port</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No such member</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No such receipt here: {text}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No visit yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not a member · worth {points}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not a member. With a card this sale would have earned</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not a quantity: {text}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not a step of points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not a whole barcode: {text}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not a whole card number: {text}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not enough points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not here for {n} days</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not printed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not recognised: {text}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not set up in this shop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not sure {number} printed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not sure – look at the printer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not used, because</source>
   <translation>没用上，因为</translation>
  </message>
  <message>
   <source>Offers</source>
   <translation>活动</translation>
  </message>
  <message>
   <source>On finishing:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One scanner, and whatever you scan does the right thing</source>
   <translation>一把扫描枪，扫什么办什么，不用先选功能</translation>
  </message>
  <message>
   <source>Only part of a code came through</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the drawer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Or scan the customer's WeChat / Alipay code</source>
   <translation>也可直接扫顾客的微信 / 支付宝付款码</translation>
  </message>
  <message>
   <source>Out of paper</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Owes {points} from a return; this sale pays it first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Owner</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paid</source>
   <translation>已付</translation>
  </message>
  <message>
   <source>Paper is running low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Paper low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Payment is open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Points</source>
   <translation>积分</translation>
  </message>
  <message>
   <source>Points are not taken as money here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Points balance</source>
   <translation>积分余额</translation>
  </message>
  <message>
   <source>Points today</source>
   <translation>今天的积分</translation>
  </message>
  <message>
   <source>Press F8 to see how these points come about</source>
   <translation>按 F8 看这些积分怎么来的</translation>
  </message>
  <message>
   <source>Press when the customer's payment has arrived</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Price</source>
   <translation>单价</translation>
  </message>
  <message>
   <source>Print again (marked COPY)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer lid is open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer lid open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer not there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer offline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer queue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer trouble</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printer …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Printing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Qty</source>
   <translation>数量</translation>
  </message>
  <message>
   <source>Quantity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reaches {tier} with this sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Receipt</source>
   <translation>小票</translation>
  </message>
  <message>
   <source>Received</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Received · finish</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Refund</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove Del</source>
   <translation>删除 Del</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>去掉 {name}</translation>
  </message>
  <message>
   <source>Removed {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reprint last</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rewards</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rules used</source>
   <translation>用上的规则</translation>
  </message>
  <message>
   <source>Saved {amount}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan a member's card first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan an item first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan or type: item / member / pay code / receipt / voucher</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scan to start</source>
   <translation>扫描即可开始</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings could not be saved</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shift leader</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show queue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show the paper</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>So few points are worth nothing yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Stays due</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Suspend</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take a part</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take it over</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take payment</source>
   <translation>收款</translation>
  </message>
  <message>
   <source>Take the member off this sale</source>
   <translation>这单不记会员</translation>
  </message>
  <message>
   <source>Taken {taken} · due {due}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That is no amount</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That is no quantity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The basket is empty</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The basket is full: {max} lines</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The books cannot be read</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The books cannot be written</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The clock stands before the last sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The cutter is stuck</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk is full</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The printer does not answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The printer is offline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The printer reports trouble</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The printer was unplugged</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The printer's port is not there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These books belong to another till</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These books were written by a newer version</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This basket is closed already</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This card belongs to nobody: {text}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This card is blocked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is no sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This line is no longer there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This membership was ended</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This payment is no longer there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This person no longer works here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This print job is no longer there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This sale</source>
   <translation>本单可得</translation>
  </message>
  <message>
   <source>This sale earned</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This sale earns {points}, press F8 to see why</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This value does not fit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Till {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Time</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>To {tier}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Too few at once</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Too long</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Too many payments on one sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Too many points for one sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Too many wrong PINs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two codes ran into one another</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type the price</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Under review: earns, cannot spend</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use points</source>
   <translation>用积分</translation>
  </message>
  <message>
   <source>Waits for paper</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waits for the lid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waits for the printer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why? It is written down with your name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Wrong PIN</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>You can tell the customer: {facts}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>at most {limit} characters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>at most {max}; take one back first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>call the manager: the port must be allowed for this user. {n} receipts are kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>call the manager; the basket is safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>card …{tail}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>check power and cable. {n} receipts are kept and can be printed later.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>check the number on the paper</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choose a rounder number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choose at most {max_points}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choose more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choose somebody else</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>close it; {n} receipts print by themselves.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>close that program. {n} receipts are kept and print by themselves.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>exact · Enter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>exactly {amount}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>find the member with F2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>find the member with F2; the points are safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>finish it, then scan the receipt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>go on at another till; the basket is safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>have a new roll ready; it will say when it is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>it earns but cannot spend; the points are safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>load a roll, close the lid; {n} receipts print by themselves. Selling goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>look at the basket again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>look at the counter again; nothing was taken twice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>look at the list again; nothing was booked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>look at the printer: is it there?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>look at the queue again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing was booked; call the manager. Finished sales are safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing was booked; close it, then press again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing was booked; free some space, then press again. Finished sales are safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing was changed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>only cash gives change; type at most what is due</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>plug it in again; {n} receipts print by themselves. Selling goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>plug the cable in, or choose another port in Settings. {n} receipts are kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>press Esc to go back, then scan the card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>press Esc to go back, then scan the item</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>press its feed or online key. {n} receipts are kept. Selling goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>receipt prints</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>receipt prints · drawer opens</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan a receipt</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan again or find the member with F2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan again or press F3 to search by name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan again or type it from the label</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan an item first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan the card first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan the card or find the member with F2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>scan them one by one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>search again with F2</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>search by name with F3, or leave it out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sell without a member</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>set date and time of this computer; what is booked is safe</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>stop and call the manager</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>stop selling and call the manager; do not delete anything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>switch it off and on again. {n} receipts are kept. Selling goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>switch the printer off, clear the paper, switch it on. {n} receipts are kept. Selling goes on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>take back a payment first (F12)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>take payment, then go on with a new basket</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>take the rest first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the disk may be full; they hold until the program is closed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>too few points, or too little on the basket that may be paid so</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>type 3* and then scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>type it again; nothing was booked</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>type the price</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>up to {amount} off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>update the program first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>wait {minutes} min; somebody else can sign in now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{amount} taken off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{gap} to go</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{left} more tries, then a minute's wait</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{missing} more are needed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no price</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is no longer on this sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} item</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} items</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{points} for every {amount}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{points} lapse after {date}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{points} more for {reward}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{points} short after this sale</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>¥{due_minor} is still due</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
