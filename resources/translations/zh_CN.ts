<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>jifentai</name>
  <message>
   <source>0 to {max} pieces; nothing was changed</source>
   <translation>0 到 {max} 件；没有改动</translation>
  </message>
  <message>
   <source>1 Count the cash</source>
   <translation>1 清点现金</translation>
  </message>
  <message>
   <source>1 March</source>
   <translation>3月1日</translation>
  </message>
  <message>
   <source>1 to {max} pieces on a line; the basket is unchanged</source>
   <translation>每行 1 到 {max} 件；购物篮没有变</translation>
  </message>
  <message>
   <source>1 to {max}; nothing was booked</source>
   <translation>1 到 {max}；没有入账</translation>
  </message>
  <message>
   <source>11 digits</source>
   <translation>11 位手机号</translation>
  </message>
  <message>
   <source>11 digits beginning with 1</source>
   <translation>1 开头的 11 位数字</translation>
  </message>
  <message>
   <source>14:33 · ten minutes around it</source>
   <translation>14:33 · 前后十分钟</translation>
  </message>
  <message>
   <source>2 Check</source>
   <translation>2 核对</translation>
  </message>
  <message>
   <source>23.50 or ¥23 · an amount</source>
   <translation>23.50 或 ¥23 · 按金额</translation>
  </message>
  <message>
   <source>28 February</source>
   <translation>2月28日</translation>
  </message>
  <message>
   <source>3 Print and finish</source>
   <translation>3 打印并结束</translation>
  </message>
  <message>
   <source>5 item, 5 value</source>
   <translation>货号5位，数值5位</translation>
  </message>
  <message>
   <source>5 item, check digit, 4 price</source>
   <translation>货号5位，校验1位，价格4位</translation>
  </message>
  <message>
   <source>6 item, 4 value</source>
   <translation>货号6位，数值4位</translation>
  </message>
  <message>
   <source>6-20 · a day</source>
   <translation>6-20 · 按日期</translation>
  </message>
  <message>
   <source>8 digits of the day, 4 of the time</source>
   <translation>日期 8 位数字，时间 4 位</translation>
  </message>
  <message>
   <source>A bar at the top asks. Look at the printer, then say whether it printed. Nothing is printed twice by itself.</source>
   <translation>上方会有一条提示。看一眼出纸口，再告诉它打没打出来。不会自己重复打印。</translation>
  </message>
  <message>
   <source>A basket is just being paid with this card</source>
   <translation>有一单正在用这张卡付款</translation>
  </message>
  <message>
   <source>A basket is open; it is there again after sign-in.</source>
   <translation>有一单没收完，登录后还在。</translation>
  </message>
  <message>
   <source>A basket is still open</source>
   <translation>还有一单没收款</translation>
  </message>
  <message>
   <source>A brand that no product has yet</source>
   <translation>还没有商品的品牌</translation>
  </message>
  <message>
   <source>A cash drawer hangs on it</source>
   <translation>钱箱接在小票机上</translation>
  </message>
  <message>
   <source>A cashier takes off alone up to</source>
   <translation>收银员自己最多打掉</translation>
  </message>
  <message>
   <source>A category that no product has yet</source>
   <translation>还没有商品的类别</translation>
  </message>
  <message>
   <source>A discount needs a reason</source>
   <translation>打折要有原因</translation>
  </message>
  <message>
   <source>A drawer may differ by</source>
   <translation>长短款不超过</translation>
  </message>
  <message>
   <source>A friend recommended</source>
   <translation>推荐朋友</translation>
  </message>
  <message>
   <source>A goal in a month or year is reached</source>
   <translation>达成月度或年度目标</translation>
  </message>
  <message>
   <source>A leader approves</source>
   <translation>店长刷卡或输密码</translation>
  </message>
  <message>
   <source>A look at the shift as it stands; nothing is closed</source>
   <translation>看一眼到现在为止的数，不结班</translation>
  </message>
  <message>
   <source>A member is away after</source>
   <translation>多久没来算沉睡会员</translation>
  </message>
  <message>
   <source>A member's card needs no exchange</source>
   <translation>会员卡不用换余额</translation>
  </message>
  <message>
   <source>A month</source>
   <translation>每月平均</translation>
  </message>
  <message>
   <source>A name is missing</source>
   <translation>还没有名称</translation>
  </message>
  <message>
   <source>A name, a phone's end, a card</source>
   <translation>姓名、手机尾号、会员卡</translation>
  </message>
  <message>
   <source>A new line flashes once</source>
   <translation>新加的一行闪一下</translation>
  </message>
  <message>
   <source>A new member</source>
   <translation>办新会员</translation>
  </message>
  <message>
   <source>A new tier counts</source>
   <translation>新等级从何时算</translation>
  </message>
  <message>
   <source>A partner's coupon</source>
   <translation>合作商户的券</translation>
  </message>
  <message>
   <source>A partner's coupon needs the partner's name, and 3 to 20 letters and digits its codes begin with</source>
   <translation>合作商户的券要有商户名称，还要 3 到 20 位字母或数字的券码开头</translation>
  </message>
  <message>
   <source>A point costs</source>
   <translation>每分成本</translation>
  </message>
  <message>
   <source>A point is worth</source>
   <translation>一分值</translation>
  </message>
  <message>
   <source>A profile is complete with</source>
   <translation>资料完整要有</translation>
  </message>
  <message>
   <source>A reward may go to another member</source>
   <translation>礼品可以换给别的会员</translation>
  </message>
  <message>
   <source>A reward's gift card: Enter loads the member's account; or scan the card that gets it</source>
   <translation>礼品卡券：按 Enter 充到会员账户；或扫要送出的卡</translation>
  </message>
  <message>
   <source>A row is a card, a phone or an id, with points behind it or not.</source>
   <translation>每行一个卡号、手机号或会员编号，后面可写分数。</translation>
  </message>
  <message>
   <source>A shift is open already</source>
   <translation>已经开班了</translation>
  </message>
  <message>
   <source>A tier is kept</source>
   <translation>等级保留</translation>
  </message>
  <message>
   <source>A tier needs a reason</source>
   <translation>给等级要有原因</translation>
  </message>
  <message>
   <source>A tier price may not be above the price</source>
   <translation>会员价不能高于售价</translation>
  </message>
  <message>
   <source>A time like 14:30</source>
   <translation>时间写成 14:30</translation>
  </message>
  <message>
   <source>A value is not whole</source>
   <translation>有一项没填完整</translation>
  </message>
  <message>
   <source>A value is too small or too large</source>
   <translation>有一项数值太小或太大</translation>
  </message>
  <message>
   <source>A walk-in's points can be claimed</source>
   <translation>散客小票可以领积分</translation>
  </message>
  <message>
   <source>A word for the member's state on the receipt</source>
   <translation>小票上按会员状态印一句话</translation>
  </message>
  <message>
   <source>Above {amount}: a leader approves</source>
   <translation>超过 {amount}，要店长批准</translation>
  </message>
  <message>
   <source>Account under review</source>
   <translation>账户待核查</translation>
  </message>
  <message>
   <source>Active</source>
   <translation>活跃</translation>
  </message>
  <message>
   <source>Activity code</source>
   <translation>活动码</translation>
  </message>
  <message>
   <source>Activity code {code} counts</source>
   <translation>活动码 {code} 已计入</translation>
  </message>
  <message>
   <source>Address for invoices, empty: at the counter</source>
   <translation>申请发票的网址，空白为到柜台扫码</translation>
  </message>
  <message>
   <source>After</source>
   <translation>期末</translation>
  </message>
  <message>
   <source>After this sale</source>
   <translation>这单之后</translation>
  </message>
  <message>
   <source>Afterwards goes down</source>
   <translation>过期后怎么降</translation>
  </message>
  <message>
   <source>Against v{n}</source>
   <translation>与 v{n} 相比</translation>
  </message>
  <message>
   <source>Against v{n}, which is in force</source>
   <translation>与生效中的 v{n} 相比</translation>
  </message>
  <message>
   <source>Agreed to</source>
   <translation>内容</translation>
  </message>
  <message>
   <source>Agreed. Thank you</source>
   <translation>您已同意，谢谢</translation>
  </message>
  <message>
   <source>Agrees with the receipts</source>
   <translation>与小票核对一致</translation>
  </message>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>All goods</source>
   <translation>所有商品</translation>
  </message>
  <message>
   <source>All lines are taken off and written down. No money moves.</source>
   <translation>所有商品都会删除并记录，不涉及收款。</translation>
  </message>
  <message>
   <source>All members</source>
   <translation>所有会员</translation>
  </message>
  <message>
   <source>All members earn alike.</source>
   <translation>所有会员积分一样快。</translation>
  </message>
  <message>
   <source>All of it came back</source>
   <translation>已全部退完</translation>
  </message>
  <message>
   <source>All of it came back already: {name}</source>
   <translation>已经全退过了：{name}</translation>
  </message>
  <message>
   <source>All of this sale came back</source>
   <translation>这单已全部退完</translation>
  </message>
  <message>
   <source>All pieces of it are chosen or came back already</source>
   <translation>这件都选上了，或已经退过</translation>
  </message>
  <message>
   <source>All rules together</source>
   <translation>所有规则合计</translation>
  </message>
  <message>
   <source>All sale numbers of today are used</source>
   <translation>今天的小票号用完了</translation>
  </message>
  <message>
   <source>All stores</source>
   <translation>所有门店</translation>
  </message>
  <message>
   <source>All {n} days</source>
   <translation>{n} 天合计</translation>
  </message>
  <message>
   <source>Almost</source>
   <translation>就快够了</translation>
  </message>
  <message>
   <source>Always</source>
   <translation>每次都印</translation>
  </message>
  <message>
   <source>Amount</source>
   <translation>金额</translation>
  </message>
  <message>
   <source>Amount due</source>
   <translation>应收</translation>
  </message>
  <message>
   <source>Amount that earns points</source>
   <translation>哪些金额能积分</translation>
  </message>
  <message>
   <source>An item by name, or scan it</source>
   <translation>商品名，或直接扫商品</translation>
  </message>
  <message>
   <source>An item nobody knows yet</source>
   <translation>没见过的商品</translation>
  </message>
  <message>
   <source>An old receipt</source>
   <translation>以前的小票</translation>
  </message>
  <message>
   <source>And money</source>
   <translation>另加现金</translation>
  </message>
  <message>
   <source>Another condition</source>
   <translation>再加一个条件</translation>
  </message>
  <message>
   <source>Another means of payment</source>
   <translation>其他支付方式</translation>
  </message>
  <message>
   <source>Another member is on this sale</source>
   <translation>本单已有另一位会员</translation>
  </message>
  <message>
   <source>Another prize</source>
   <translation>再加一个奖品</translation>
  </message>
  <message>
   <source>Another program holds the books</source>
   <translation>账本被别的程序占用</translation>
  </message>
  <message>
   <source>Another program holds the printer</source>
   <translation>小票机被别的程序占用</translation>
  </message>
  <message>
   <source>Another step</source>
   <translation>再加一档</translation>
  </message>
  <message>
   <source>Another way to pay</source>
   <translation>换个方式</translation>
  </message>
  <message>
   <source>Another window</source>
   <translation>再加一个时段</translation>
  </message>
  <message>
   <source>Anybody can draw it again from the books: check {hash}</source>
   <translation>按账本人人可重算：校验 {hash}</translation>
  </message>
  <message>
   <source>Approvals</source>
   <translation>审批记录</translation>
  </message>
  <message>
   <source>Approve</source>
   <translation>批准</translation>
  </message>
  <message>
   <source>Approve this discount?</source>
   <translation>批准这个折扣吗？</translation>
  </message>
  <message>
   <source>Approve this refund?</source>
   <translation>批准这次退货？</translation>
  </message>
  <message>
   <source>As it comes out of the receipt printer; as PDF to hang up or to send.</source>
   <translation>小票机打出来就是这样；也可以存成 PDF 张贴或转发。</translation>
  </message>
  <message>
   <source>As it stands on the receipt</source>
   <translation>印在小票上的名称</translation>
  </message>
  <message>
   <source>As often as wanted</source>
   <translation>不限次数</translation>
  </message>
  <message>
   <source>As the programme</source>
   <translation>同方案</translation>
  </message>
  <message>
   <source>As the till shows it</source>
   <translation>收银台上的样子</translation>
  </message>
  <message>
   <source>Ask: "Do you have a member code?"</source>
   <translation>问一句：“有会员码吗？”</translation>
  </message>
  <message>
   <source>Ask: "Would you like to collect points next time?"</source>
   <translation>可以问一句：“下次要积分吗？”</translation>
  </message>
  <message>
   <source>Asked for at the till</source>
   <translation>收银时再问</translation>
  </message>
  <message>
   <source>Asks for</source>
   <translation>需要</translation>
  </message>
  <message>
   <source>At any time</source>
   <translation>随时</translation>
  </message>
  <message>
   <source>At face value (100 pts = {amount})</source>
   <translation>按面值（100 分 = {amount}）</translation>
  </message>
  <message>
   <source>At least</source>
   <translation>至少</translation>
  </message>
  <message>
   <source>At least at once</source>
   <translation>一次至少用</translation>
  </message>
  <message>
   <source>At most</source>
   <translation>最多</translation>
  </message>
  <message>
   <source>At most on one sale</source>
   <translation>每单最多用</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>返回</translation>
  </message>
  <message>
   <source>Back by {way}</source>
   <translation>退回{way}</translation>
  </message>
  <message>
   <source>Back to the list</source>
   <translation>回到列表</translation>
  </message>
  <message>
   <source>Back to the sale first: Esc</source>
   <translation>先按 Esc 回到收银</translation>
  </message>
  <message>
   <source>Back to the search</source>
   <translation>返回查找</translation>
  </message>
  <message>
   <source>Back to the till</source>
   <translation>回到收银台</translation>
  </message>
  <message>
   <source>Badge</source>
   <translation>工牌</translation>
  </message>
  <message>
   <source>Balance</source>
   <translation>余额</translation>
  </message>
  <message>
   <source>Balance after</source>
   <translation>付款后余额</translation>
  </message>
  <message>
   <source>Balance after the refund</source>
   <translation>退后余额</translation>
  </message>
  <message>
   <source>Balance after this</source>
   <translation>兑换后余额</translation>
  </message>
  <message>
   <source>Balance by lot</source>
   <translation>余额批次</translation>
  </message>
  <message>
   <source>Balance by lot, history, cards</source>
   <translation>余额批次、明细、会员卡</translation>
  </message>
  <message>
   <source>Balance with a name</source>
   <translation>记名卡最多存</translation>
  </message>
  <message>
   <source>Balance without a name</source>
   <translation>不记名卡最多存</translation>
  </message>
  <message>
   <source>Balance {balance} · takes {amount}</source>
   <translation>余额 {balance} · 付 {amount}</translation>
  </message>
  <message>
   <source>Basket</source>
   <translation>购物篮</translation>
  </message>
  <message>
   <source>Baskets are still suspended</source>
   <translation>还有挂着的单</translation>
  </message>
  <message>
   <source>Baud rate</source>
   <translation>波特率</translation>
  </message>
  <message>
   <source>Becoming a member</source>
   <translation>加入会员</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>期初</translation>
  </message>
  <message>
   <source>Begin with a ready one; every part of it can be changed afterwards.</source>
   <translation>挑一条现成的开始，之后每个部分都能改。</translation>
  </message>
  <message>
   <source>Begin with three tiers</source>
   <translation>先建三个等级</translation>
  </message>
  <message>
   <source>Belongs to the tier</source>
   <translation>等级权益</translation>
  </message>
  <message>
   <source>Belongs to {name}</source>
   <translation>{name}的券</translation>
  </message>
  <message>
   <source>Birthday</source>
   <translation>生日</translation>
  </message>
  <message>
   <source>Birthday in another month</source>
   <translation>生日不在当月</translation>
  </message>
  <message>
   <source>Birthday today</source>
   <translation>今天生日</translation>
  </message>
  <message>
   <source>Birthdays</source>
   <translation>生日</translation>
  </message>
  <message>
   <source>Block it for good</source>
   <translation>停用，不再恢复</translation>
  </message>
  <message>
   <source>Block the card …{tail}? Its points stay.</source>
   <translation>停用卡 …{tail}？积分不变。</translation>
  </message>
  <message>
   <source>Bonus</source>
   <translation>赠送</translation>
  </message>
  <message>
   <source>Bonus that lapses</source>
   <translation>作废赠金</translation>
  </message>
  <message>
   <source>Book it</source>
   <translation>记账</translation>
  </message>
  <message>
   <source>Booked</source>
   <translation>入账时间</translation>
  </message>
  <message>
   <source>Booking: {done} of {all}</source>
   <translation>正在记账：{done}/{all}</translation>
  </message>
  <message>
   <source>Born on 29 February, birthday in other years</source>
   <translation>2月29日出生，平年生日在</translation>
  </message>
  <message>
   <source>Bought</source>
   <translation>已买</translation>
  </message>
  <message>
   <source>Bound: card …{tail}</source>
   <translation>已绑定卡 …{tail}</translation>
  </message>
  <message>
   <source>Brought by</source>
   <translation>推荐人</translation>
  </message>
  <message>
   <source>Brought over</source>
   <translation>导入</translation>
  </message>
  <message>
   <source>Business day {day}</source>
   <translation>营业日 {day}</translation>
  </message>
  <message>
   <source>But not these brands</source>
   <translation>除去这些品牌</translation>
  </message>
  <message>
   <source>But not these categories</source>
   <translation>除去这些类别</translation>
  </message>
  <message>
   <source>But not these goods</source>
   <translation>除去这些商品</translation>
  </message>
  <message>
   <source>Buyer's name and document</source>
   <translation>购卡人姓名和证件号</translation>
  </message>
  <message>
   <source>Buyer's name recorded from (the same)</source>
   <translation>满多少登记姓名（同上）</translation>
  </message>
  <message>
   <source>By receipt</source>
   <translation>逐单对比</translation>
  </message>
  <message>
   <source>By rule</source>
   <translation>按规则</translation>
  </message>
  <message>
   <source>Cable pulled</source>
   <translation>拔掉数据线</translation>
  </message>
  <message>
   <source>Call the manager and show this window. Nothing was changed.</source>
   <translation>请叫店长看这个窗口。没有改动任何东西。</translation>
  </message>
  <message>
   <source>Call the manager. Delete nothing: a backup can be put back.</source>
   <translation>请叫店长。什么都不要删：可以用备份恢复。</translation>
  </message>
  <message>
   <source>Call the manager: a shop has to be made first, or another folder chosen.</source>
   <translation>请叫店长：要先建店，或者换一个文件夹。</translation>
  </message>
  <message>
   <source>Call the manager: both key files have to be put back from a backup. Nothing was changed.</source>
   <translation>请叫店长：两个密钥文件都要从备份里放回来。没有改动任何东西。</translation>
  </message>
  <message>
   <source>Call the manager: it has to be put back from a backup. Nothing was changed.</source>
   <translation>请叫店长：要从备份里放回来。没有改动任何东西。</translation>
  </message>
  <message>
   <source>Call the manager: this till needs a folder of its own.</source>
   <translation>请叫店长：这台收银机要用自己的文件夹。</translation>
  </message>
  <message>
   <source>Call the manager: this user needs the right to write in the till's folder.</source>
   <translation>请叫店长：这个用户要能往收银文件夹里写。</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Card</source>
   <translation>卡号</translation>
  </message>
  <message>
   <source>Card and code as PDF</source>
   <translation>卡面和码存为 PDF</translation>
  </message>
  <message>
   <source>Card batch</source>
   <translation>卡批次</translation>
  </message>
  <message>
   <source>Card batches</source>
   <translation>卡批次</translation>
  </message>
  <message>
   <source>Card lost: block it</source>
   <translation>卡丢了：停用</translation>
  </message>
  <message>
   <source>Card type</source>
   <translation>卡种</translation>
  </message>
  <message>
   <source>Card types</source>
   <translation>卡种</translation>
  </message>
  <message>
   <source>Card with a name holds at most (State Council notice 2011 no. 25)</source>
   <translation>记名卡最多存（国办发〔2011〕25号）</translation>
  </message>
  <message>
   <source>Card with a name: can be blocked when lost, has no last day</source>
   <translation>记名卡：可挂失，不设有效期</translation>
  </message>
  <message>
   <source>Card without a name holds at most (the same)</source>
   <translation>不记名卡最多存（同上）</translation>
  </message>
  <message>
   <source>Card without a name is good for (at least 3 years)</source>
   <translation>不记名卡有效期（至少3年）</translation>
  </message>
  <message>
   <source>Card without a name: cannot be blocked when lost; after its last day it is exchanged, nothing lapses</source>
   <translation>不记名卡：不挂失；到期可换卡，余额不作废</translation>
  </message>
  <message>
   <source>Card …{old} is replaced by …{new}</source>
   <translation>卡 …{old} 已换成 …{new}</translation>
  </message>
  <message>
   <source>Cards</source>
   <translation>会员卡</translation>
  </message>
  <message>
   <source>Cash</source>
   <translation>现金</translation>
  </message>
  <message>
   <source>Cash back</source>
   <translation>返现</translation>
  </message>
  <message>
   <source>Cash in and out</source>
   <translation>现金进出</translation>
  </message>
  <message>
   <source>Cash refunded</source>
   <translation>现金退款</translation>
  </message>
  <message>
   <source>Cash taken</source>
   <translation>现金收款</translation>
  </message>
  <message>
   <source>Cash to hand back</source>
   <translation>退现金</translation>
  </message>
  <message>
   <source>Cashier</source>
   <translation>收银员</translation>
  </message>
  <message>
   <source>Catalogue</source>
   <translation>商品与礼品</translation>
  </message>
  <message>
   <source>Category</source>
   <translation>分类</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>找零</translation>
  </message>
  <message>
   <source>Change it in the programme</source>
   <translation>到方案里修改</translation>
  </message>
  <message>
   <source>Change over</source>
   <translation>换成这位</translation>
  </message>
  <message>
   <source>Change this sale</source>
   <translation>这单要改</translation>
  </message>
  <message>
   <source>Change to {name}?</source>
   <translation>换成{name}？</translation>
  </message>
  <message>
   <source>Change {amount}</source>
   <translation>找零 {amount}</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>修改中</translation>
  </message>
  <message>
   <source>Channel</source>
   <translation>渠道</translation>
  </message>
  <message>
   <source>Channels</source>
   <translation>渠道</translation>
  </message>
  <message>
   <source>Characters it sends first</source>
   <translation>扫描枪前缀字符</translation>
  </message>
  <message>
   <source>Check port, model and baud rate, then print another test page.</source>
   <translation>检查接口、型号和波特率，再打一张测试页。</translation>
  </message>
  <message>
   <source>Check result</source>
   <translation>查结果</translation>
  </message>
  <message>
   <source>Check-in</source>
   <translation>签到</translation>
  </message>
  <message>
   <source>Check-in and activities</source>
   <translation>签到和活动</translation>
  </message>
  <message>
   <source>Check-in, activities</source>
   <translation>签到、活动</translation>
  </message>
  <message>
   <source>Checked in today already, day {streak} in a row</source>
   <translation>今天已经签到，连续第 {streak} 天</translation>
  </message>
  <message>
   <source>Checked in today, day {n} in a row</source>
   <translation>今天已签到，连续 {n} 天</translation>
  </message>
  <message>
   <source>Checked so far</source>
   <translation>目前已核对</translation>
  </message>
  <message>
   <source>Checked: {proof}</source>
   <translation>已核对：{proof}</translation>
  </message>
  <message>
   <source>Choose a file</source>
   <translation>选择文件</translation>
  </message>
  <message>
   <source>Choose a line</source>
   <translation>选择一行</translation>
  </message>
  <message>
   <source>Choose a line first</source>
   <translation>先选一行</translation>
  </message>
  <message>
   <source>Choose a reward first</source>
   <translation>先选一个礼品</translation>
  </message>
  <message>
   <source>Choose a rule, or begin with a new one.</source>
   <translation>选一条规则，或者新建一条。</translation>
  </message>
  <message>
   <source>Choose first, then scan the member's card</source>
   <translation>先选一项，再扫会员卡</translation>
  </message>
  <message>
   <source>Choose why: {keys}</source>
   <translation>选退货原因：{keys}</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Close (Esc)</source>
   <translation>关闭（Esc）</translation>
  </message>
  <message>
   <source>Close it, then start again. Nothing was changed.</source>
   <translation>先关掉它，再重新打开。没有改动任何东西。</translation>
  </message>
  <message>
   <source>Close the program</source>
   <translation>关闭程序</translation>
  </message>
  <message>
   <source>Close the shift</source>
   <translation>结束本班</translation>
  </message>
  <message>
   <source>Close the shift · Z</source>
   <translation>交班 · 日结 Z</translation>
  </message>
  <message>
   <source>Close with a difference</source>
   <translation>长短款交班</translation>
  </message>
  <message>
   <source>Closed by mistake</source>
   <translation>误关</translation>
  </message>
  <message>
   <source>Closed. The Z report is printing.</source>
   <translation>已结班，正在打印 Z 报表。</translation>
  </message>
  <message>
   <source>Closing needs a second person; it is written down</source>
   <translation>结班要店长批准，会记下来</translation>
  </message>
  <message>
   <source>Closings</source>
   <translation>结班报表</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>代码</translation>
  </message>
  <message>
   <source>Code already used</source>
   <translation>这个码用过了</translation>
  </message>
  <message>
   <source>Code of an activity of your own</source>
   <translation>自己的活动代码</translation>
  </message>
  <message>
   <source>Code of another channel</source>
   <translation>其他渠道的代码</translation>
  </message>
  <message>
   <source>Code of another store</source>
   <translation>其他门店的代码</translation>
  </message>
  <message>
   <source>Code of another till</source>
   <translation>其他收银台的代码</translation>
  </message>
  <message>
   <source>Code scanned</source>
   <translation>扫的活动码</translation>
  </message>
  <message>
   <source>Code to ask for the invoice</source>
   <translation>小票印申请发票的码</translation>
  </message>
  <message>
   <source>Coming back</source>
   <translation>退几件</translation>
  </message>
  <message>
   <source>Coming up</source>
   <translation>即将发生</translation>
  </message>
  <message>
   <source>Compare with v{n}</source>
   <translation>与 v{n} 比较</translation>
  </message>
  <message>
   <source>Condition</source>
   <translation>加条件</translation>
  </message>
  <message>
   <source>Confirm refund</source>
   <translation>确认退货</translation>
  </message>
  <message>
   <source>Connecting …</source>
   <translation>正在连接…</translation>
  </message>
  <message>
   <source>Consents</source>
   <translation>同意</translation>
  </message>
  <message>
   <source>Content</source>
   <translation>内容</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>已复制</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy of a receipt</source>
   <translation>补打小票</translation>
  </message>
  <message>
   <source>Corrected</source>
   <translation>调整</translation>
  </message>
  <message>
   <source>Cost</source>
   <translation>成本</translation>
  </message>
  <message>
   <source>Cost account</source>
   <translation>费用科目</translation>
  </message>
  <message>
   <source>Cost, stock and more</source>
   <translation>成本、库存等</translation>
  </message>
  <message>
   <source>Costs now</source>
   <translation>现价</translation>
  </message>
  <message>
   <source>Count again</source>
   <translation>重新统计</translation>
  </message>
  <message>
   <source>Count cash</source>
   <translation>点钱</translation>
  </message>
  <message>
   <source>Count first: what should be there is shown afterwards</source>
   <translation>先清点，点完再显示应有多少</translation>
  </message>
  <message>
   <source>Count the drawer</source>
   <translation>清点钱箱</translation>
  </message>
  <message>
   <source>Count the drawer first</source>
   <translation>请先清点现金</translation>
  </message>
  <message>
   <source>Counted</source>
   <translation>实点</translation>
  </message>
  <message>
   <source>Counted again: earned {was}, now {now}</source>
   <translation>整单重算：原得 {was}，退后应得 {now}</translation>
  </message>
  <message>
   <source>Counted from the day of the sale, not from when points can be used. A rule may say otherwise for its own.</source>
   <translation>从消费当天算起，不是从可用那天算起。某条规则可以单独设定自己的有效期。</translation>
  </message>
  <message>
   <source>Counted in</source>
   <translation>按什么计</translation>
  </message>
  <message>
   <source>Counted over</source>
   <translation>统计多久</translation>
  </message>
  <message>
   <source>Counted, now check</source>
   <translation>点好了，去核对</translation>
  </message>
  <message>
   <source>Counting comes first, blind</source>
   <translation>盲点：先点再看</translation>
  </message>
  <message>
   <source>Counting {percent} %</source>
   <translation>正在统计 {percent} %</translation>
  </message>
  <message>
   <source>Counting …</source>
   <translation>正在计算…</translation>
  </message>
  <message>
   <source>Counts</source>
   <translation>计分金额</translation>
  </message>
  <message>
   <source>Counts for the tier</source>
   <translation>计入等级</translation>
  </message>
  <message>
   <source>Cover open</source>
   <translation>盖子打开</translation>
  </message>
  <message>
   <source>Credited to</source>
   <translation>记给谁</translation>
  </message>
  <message>
   <source>Currency</source>
   <translation>币种</translation>
  </message>
  <message>
   <source>Customer's screen</source>
   <translation>顾客屏</translation>
  </message>
  <message>
   <source>Cut off earlier: goes on with part {n} of {all}</source>
   <translation>上次中断：从第 {n}/{all} 部分继续</translation>
  </message>
  <message>
   <source>Cutter stuck</source>
   <translation>切刀卡住</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Date</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>Day</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>Day in a row</source>
   <translation>连续第几天</translation>
  </message>
  <message>
   <source>Days</source>
   <translation>按日</translation>
  </message>
  <message>
   <source>Days of the month</source>
   <translation>每月几日</translation>
  </message>
  <message>
   <source>Days of the week</source>
   <translation>星期</translation>
  </message>
  <message>
   <source>Debt paid</source>
   <translation>还欠分</translation>
  </message>
  <message>
   <source>Debts paid</source>
   <translation>抵扣欠分</translation>
  </message>
  <message>
   <source>Declined</source>
   <translation>拒绝</translation>
  </message>
  <message>
   <source>Delete the last digit</source>
   <translation>删一位</translation>
  </message>
  <message>
   <source>Demo shop: people and PINs</source>
   <translation>演示店铺：人员和密码</translation>
  </message>
  <message>
   <source>Did the page come out, with straight columns and a code?</source>
   <translation>打出来了吗？列对齐、条码清楚？</translation>
  </message>
  <message>
   <source>Diff.</source>
   <translation>差</translation>
  </message>
  <message>
   <source>Difference</source>
   <translation>差额</translation>
  </message>
  <message>
   <source>Digits on scale labels</source>
   <translation>秤打的条码：位数</translation>
  </message>
  <message>
   <source>Discount</source>
   <translation>折扣</translation>
  </message>
  <message>
   <source>Discount or price</source>
   <translation>折扣和改价</translation>
  </message>
  <message>
   <source>Discount or price of the chosen line, or of the whole sale</source>
   <translation>选中那行或整单打折、改价</translation>
  </message>
  <message>
   <source>Discount {saved}</source>
   <translation>折扣 {saved}</translation>
  </message>
  <message>
   <source>Discounts</source>
   <translation>折扣</translation>
  </message>
  <message>
   <source>Do you have a member code?</source>
   <translation>有会员码吗？</translation>
  </message>
  <message>
   <source>Does not work here any more</source>
   <translation>离职停用</translation>
  </message>
  <message>
   <source>Donate {points}</source>
   <translation>捐 {points}</translation>
  </message>
  <message>
   <source>Donated to</source>
   <translation>捐给</translation>
  </message>
  <message>
   <source>Donated to {project}</source>
   <translation>已捐给 {project}</translation>
  </message>
  <message>
   <source>Donation</source>
   <translation>公益捐赠</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Done by daily runs</source>
   <translation>已自动处理</translation>
  </message>
  <message>
   <source>Dormant</source>
   <translation>沉睡</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>下移</translation>
  </message>
  <message>
   <source>Draft</source>
   <translation>改后</translation>
  </message>
  <message>
   <source>Draft kept</source>
   <translation>草稿已存</translation>
  </message>
  <message>
   <source>Draft kept at {time}</source>
   <translation>草稿已存 {time}</translation>
  </message>
  <message>
   <source>Draft thrown away: {name}</source>
   <translation>草稿已删除：{name}</translation>
  </message>
  <message>
   <source>Draft v{n} · {name}</source>
   <translation>草稿 v{n} · {name}</translation>
  </message>
  <message>
   <source>Drafts</source>
   <translation>草稿</translation>
  </message>
  <message>
   <source>Draw</source>
   <translation>抽奖</translation>
  </message>
  <message>
   <source>Drawer</source>
   <translation>钱箱</translation>
  </message>
  <message>
   <source>Drawer counted at opening and closing</source>
   <translation>开班交班清点钱箱</translation>
  </message>
  <message>
   <source>Due {amount}</source>
   <translation>应收 {amount}</translation>
  </message>
  <message>
   <source>Each lot is good until {date} at least</source>
   <translation>每笔积分至少有效到 {date}</translation>
  </message>
  <message>
   <source>Earned</source>
   <translation>获得日</translation>
  </message>
  <message>
   <source>Earned by another rule now</source>
   <translation>改按现规则得的</translation>
  </message>
  <message>
   <source>Earned points taken back</source>
   <translation>收回本单多得的</translation>
  </message>
  <message>
   <source>Earns no points</source>
   <translation>不参与积分</translation>
  </message>
  <message>
   <source>Earns points</source>
   <translation>参与积分</translation>
  </message>
  <message>
   <source>Edit item</source>
   <translation>改商品</translation>
  </message>
  <message>
   <source>Edit the profile</source>
   <translation>修改资料</translation>
  </message>
  <message>
   <source>Empty basket</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>End the membership</source>
   <translation>终止会籍</translation>
  </message>
  <message>
   <source>Ends the calculation</source>
   <translation>后面的不再算</translation>
  </message>
  <message>
   <source>Enrol and use now</source>
   <translation>注册并用于本单</translation>
  </message>
  <message>
   <source>Enrolments before approval is asked</source>
   <translation>注册满几位要批准</translation>
  </message>
  <message>
   <source>Every change is kept at once. Only publishing makes a draft hold.</source>
   <translation>每一步都已存好。提交生效之前，草稿不影响收银。</translation>
  </message>
  <message>
   <source>Every prize needs its name and its odds</source>
   <translation>每个奖品都要有名称和概率</translation>
  </message>
  <message>
   <source>Every reward</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Exchange</source>
   <translation>换货</translation>
  </message>
  <message>
   <source>Exchange the card</source>
   <translation>换卡</translation>
  </message>
  <message>
   <source>Exchanged: all of it is on the new card</source>
   <translation>已换卡：余额都在新卡上</translation>
  </message>
  <message>
   <source>Expected</source>
   <translation>应有</translation>
  </message>
  <message>
   <source>Experience</source>
   <translation>体验</translation>
  </message>
  <message>
   <source>Expired</source>
   <translation>到期</translation>
  </message>
  <message>
   <source>Expired points given back are good for</source>
   <translation>退回的过期积分再给几天</translation>
  </message>
  <message>
   <source>Expiring first</source>
   <translation>先用快到期的</translation>
  </message>
  <message>
   <source>Expiring soon</source>
   <translation>即将到期</translation>
  </message>
  <message>
   <source>F12, tap the note or type the amount, Enter. The change stands in large figures.</source>
   <translation>F12，点纸币面额或输入金额，Enter。找零用大字显示。</translation>
  </message>
  <message>
   <source>F5 asks for the result, F6 is another way to pay</source>
   <translation>F5 查结果，F6 换个方式</translation>
  </message>
  <message>
   <source>F7, Enter for the most. 1 to 3 choose another offer. ✕ beside the points takes them off again.</source>
   <translation>F7，Enter 就用最多。1 到 3 选别的方案。积分旁的 ✕ 可撤回。</translation>
  </message>
  <message>
   <source>Far too long for a code</source>
   <translation>太长了，不是商品码</translation>
  </message>
  <message>
   <source>Fetch it later</source>
   <translation>以后来取</translation>
  </message>
  <message>
   <source>Find a member by phone, last digits or name; Enter opens the page of the one on this sale</source>
   <translation>按手机号、尾号或姓名找会员；直接按 Enter 看本单会员的明细</translation>
  </message>
  <message>
   <source>Find an item by name</source>
   <translation>按名称找商品</translation>
  </message>
  <message>
   <source>Find item</source>
   <translation>找商品</translation>
  </message>
  <message>
   <source>Find member</source>
   <translation>找会员</translation>
  </message>
  <message>
   <source>Finish</source>
   <translation>完成收款</translation>
  </message>
  <message>
   <source>First day</source>
   <translation>从哪天</translation>
  </message>
  <message>
   <source>First of next month</source>
   <translation>下月1日</translation>
  </message>
  <message>
   <source>Float</source>
   <translation>备用金</translation>
  </message>
  <message>
   <source>Follows your changes</source>
   <translation>已随修改更新</translation>
  </message>
  <message>
   <source>For</source>
   <translation>适用</translation>
  </message>
  <message>
   <source>For every</source>
   <translation>每满</translation>
  </message>
  <message>
   <source>For somebody else</source>
   <translation>给别人</translation>
  </message>
  <message>
   <source>For the day</source>
   <translation>所属日期</translation>
  </message>
  <message>
   <source>For the member</source>
   <translation>给会员本人</translation>
  </message>
  <message>
   <source>For the whole sale</source>
   <translation>整单</translation>
  </message>
  <message>
   <source>For this</source>
   <translation>这一次</translation>
  </message>
  <message>
   <source>For this rule</source>
   <translation>按这条规则摆</translation>
  </message>
  <message>
   <source>For whom</source>
   <translation>对谁</translation>
  </message>
  <message>
   <source>For whom and when</source>
   <translation>给谁、什么时候</translation>
  </message>
  <message>
   <source>For {name}</source>
   <translation>给 {name} 记</translation>
  </message>
  <message>
   <source>Free some space, then start again. Finished sales are safe.</source>
   <translation>先腾出一些空间，再重新打开。已完成的单都在。</translation>
  </message>
  <message>
   <source>Free the account</source>
   <translation>解除冻结</translation>
  </message>
  <message>
   <source>Freeze the account</source>
   <translation>冻结账户</translation>
  </message>
  <message>
   <source>Frequent</source>
   <translation>常来</translation>
  </message>
  <message>
   <source>From</source>
   <translation>从</translation>
  </message>
  <message>
   <source>From a number of items</source>
   <translation>满多少件</translation>
  </message>
  <message>
   <source>From a sum of</source>
   <translation>满多少可用</translation>
  </message>
  <message>
   <source>From an amount of</source>
   <translation>满多少元</translation>
  </message>
  <message>
   <source>From the beginning</source>
   <translation>不限开始</translation>
  </message>
  <message>
   <source>From the return</source>
   <translation>退货留抵</translation>
  </message>
  <message>
   <source>From top to bottom</source>
   <translation>自上而下</translation>
  </message>
  <message>
   <source>Frozen</source>
   <translation>冻结</translation>
  </message>
  <message>
   <source>Full name</source>
   <translation>姓名</translation>
  </message>
  <message>
   <source>General</source>
   <translation>基本</translation>
  </message>
  <message>
   <source>Get fewer</source>
   <translation>得分变少的会员</translation>
  </message>
  <message>
   <source>Get more</source>
   <translation>得分变多的会员</translation>
  </message>
  <message>
   <source>Gift card {card}</source>
   <translation>礼品卡 {card}</translation>
  </message>
  <message>
   <source>Give</source>
   <translation>加分</translation>
  </message>
  <message>
   <source>Give a tier until a day</source>
   <translation>给予等级，到某一天</translation>
  </message>
  <message>
   <source>Give change</source>
   <translation>换零钱</translation>
  </message>
  <message>
   <source>Give it</source>
   <translation>打折</translation>
  </message>
  <message>
   <source>Give it up</source>
   <translation>放弃</translation>
  </message>
  <message>
   <source>Give or take</source>
   <translation>加还是减</translation>
  </message>
  <message>
   <source>Give or take back</source>
   <translation>同意 / 撤回</translation>
  </message>
  <message>
   <source>Give or take points by hand</source>
   <translation>手工加减积分</translation>
  </message>
  <message>
   <source>Give the basket up</source>
   <translation>放弃这一单</translation>
  </message>
  <message>
   <source>Give this basket up? What is on it goes back.</source>
   <translation>放弃这单吗？商品放回货架。</translation>
  </message>
  <message>
   <source>Give up</source>
   <translation>放弃</translation>
  </message>
  <message>
   <source>Give {points} back to {n} members?</source>
   <translation>把 {points} 退还给 {n} 位会员？</translation>
  </message>
  <message>
   <source>Given</source>
   <translation>已同意</translation>
  </message>
  <message>
   <source>Given back in cash</source>
   <translation>已用现金退</translation>
  </message>
  <message>
   <source>Given tiers end</source>
   <translation>赠送等级到期</translation>
  </message>
  <message>
   <source>Given tiers ended</source>
   <translation>赠送等级到期</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Go on in the window that is open; this one is not needed.</source>
   <translation>请在已经打开的窗口里继续，这个不用再开。</translation>
  </message>
  <message>
   <source>Go there</source>
   <translation>去改</translation>
  </message>
  <message>
   <source>Goal</source>
   <translation>目标</translation>
  </message>
  <message>
   <source>Goals</source>
   <translation>挑战</translation>
  </message>
  <message>
   <source>Goes to {name}</source>
   <translation>给 {name}</translation>
  </message>
  <message>
   <source>Gold</source>
   <translation>金卡</translation>
  </message>
  <message>
   <source>Good for</source>
   <translation>有效期</translation>
  </message>
  <message>
   <source>Good for (categories or codes)</source>
   <translation>适用（分类或编码）</translation>
  </message>
  <message>
   <source>Good until</source>
   <translation>有效期到</translation>
  </message>
  <message>
   <source>Good until {date}</source>
   <translation>{date}到期</translation>
  </message>
  <message>
   <source>Good: {name}</source>
   <translation>可用：{name}</translation>
  </message>
  <message>
   <source>Goods</source>
   <translation>商品</translation>
  </message>
  <message>
   <source>Goods in the basket</source>
   <translation>购物篮里的商品</translation>
  </message>
  <message>
   <source>Goods that count</source>
   <translation>计分商品</translation>
  </message>
  <message>
   <source>Goods that may be paid so</source>
   <translation>可以抵现的商品</translation>
  </message>
  <message>
   <source>Grace before that</source>
   <translation>降级前宽限</translation>
  </message>
  <message>
   <source>Groups</source>
   <translation>分组</translation>
  </message>
  <message>
   <source>Had lapsed unused, set off</source>
   <translation>已过期没用，抵销</translation>
  </message>
  <message>
   <source>Hand it out</source>
   <translation>兑付</translation>
  </message>
  <message>
   <source>Hand out</source>
   <translation>兑付</translation>
  </message>
  <message>
   <source>Hand out in cash</source>
   <translation>退现金</translation>
  </message>
  <message>
   <source>Hand-over</source>
   <translation>交付</translation>
  </message>
  <message>
   <source>Handed out</source>
   <translation>发出</translation>
  </message>
  <message>
   <source>Handed out: {name}</source>
   <translation>已兑付：{name}</translation>
  </message>
  <message>
   <source>Held for a sale</source>
   <translation>占用中</translation>
  </message>
  <message>
   <source>Hello, {name}</source>
   <translation>您好，{name}</translation>
  </message>
  <message>
   <source>Help</source>
   <translation>帮助</translation>
  </message>
  <message>
   <source>High</source>
   <translation>大额</translation>
  </message>
  <message>
   <source>History</source>
   <translation>明细</translation>
  </message>
  <message>
   <source>Hold released</source>
   <translation>解除占用</translation>
  </message>
  <message>
   <source>How do I …</source>
   <translation>怎么做</translation>
  </message>
  <message>
   <source>How far ahead</source>
   <translation>往后看多久</translation>
  </message>
  <message>
   <source>How far back</source>
   <translation>看多少天</translation>
  </message>
  <message>
   <source>How many</source>
   <translation>多少</translation>
  </message>
  <message>
   <source>How many points is not said</source>
   <translation>没说给多少分</translation>
  </message>
  <message>
   <source>How much goes into the drawer?</source>
   <translation>放进钱箱多少？</translation>
  </message>
  <message>
   <source>How much goes into the safe?</source>
   <translation>缴存多少？</translation>
  </message>
  <message>
   <source>How much is taken out of the drawer?</source>
   <translation>从钱箱取出多少？</translation>
  </message>
  <message>
   <source>How the account stood at a past moment</source>
   <translation>查看过去某一刻的账户</translation>
  </message>
  <message>
   <source>How these {points} came about</source>
   <translation>这 {points}是怎么来的</translation>
  </message>
  <message>
   <source>How tiers work</source>
   <translation>等级怎么评</translation>
  </message>
  <message>
   <source>How to say the name</source>
   <translation>称呼</translation>
  </message>
  <message>
   <source>I agree</source>
   <translation>同意</translation>
  </message>
  <message>
   <source>I do not agree</source>
   <translation>不同意</translation>
  </message>
  <message>
   <source>Ignore</source>
   <translation>忽略</translation>
  </message>
  <message>
   <source>In a window</source>
   <translation>单独一个窗口</translation>
  </message>
  <message>
   <source>In another tier</source>
   <translation>等级变动</translation>
  </message>
  <message>
   <source>In force</source>
   <translation>生效中</translation>
  </message>
  <message>
   <source>In force. The first change makes a draft.</source>
   <translation>这是生效中的版本。一改动就另存草稿。</translation>
  </message>
  <message>
   <source>In force: v{n}</source>
   <translation>生效中：v{n}</translation>
  </message>
  <message>
   <source>In one figure</source>
   <translation>合计金额</translation>
  </message>
  <message>
   <source>In own words</source>
   <translation>备注说明</translation>
  </message>
  <message>
   <source>In steps of</source>
   <translation>按多少分递增</translation>
  </message>
  <message>
   <source>In the points programme</source>
   <translation>积分方案里</translation>
  </message>
  <message>
   <source>In the shop</source>
   <translation>店里</translation>
  </message>
  <message>
   <source>Into a draft</source>
   <translation>写进草稿</translation>
  </message>
  <message>
   <source>Is a member: {name}, {tier} · Enter uses it</source>
   <translation>已是会员：{name} {tier} · Enter 直接使用</translation>
  </message>
  <message>
   <source>It earns and spends nothing from now on; the history stays.</source>
   <translation>从现在起不再积分也不能使用；明细保留。</translation>
  </message>
  <message>
   <source>It goes on earning and cannot spend; nothing is lost.</source>
   <translation>继续积分，但不能使用；积分不会丢。</translation>
  </message>
  <message>
   <source>It has to be higher than the tier below</source>
   <translation>要比下一级的高</translation>
  </message>
  <message>
   <source>It holds from the first day on. Sales before keep the rules of their day; what is published is never changed.</source>
   <translation>从生效日起算。之前的小票永远按当时的规则；发布过的版本不会再改动。</translation>
  </message>
  <message>
   <source>It is printing</source>
   <translation>正在打印</translation>
  </message>
  <message>
   <source>It needs a name</source>
   <translation>要有名称</translation>
  </message>
  <message>
   <source>It opens the tier</source>
   <translation>升到等级</translation>
  </message>
  <message>
   <source>It printed</source>
   <translation>打出来了</translation>
  </message>
  <message>
   <source>It stands in the place of the own tier while it is the higher one.</source>
   <translation>比自己的等级高时，按给予的等级。</translation>
  </message>
  <message>
   <source>Item</source>
   <translation>商品</translation>
  </message>
  <message>
   <source>Item barcode</source>
   <translation>商品条码</translation>
  </message>
  <message>
   <source>Items</source>
   <translation>商品</translation>
  </message>
  <message>
   <source>Its code: {code}</source>
   <translation>用代码：{code}</translation>
  </message>
  <message>
   <source>Its codes begin with</source>
   <translation>券码开头</translation>
  </message>
  <message>
   <source>Its stock is counted</source>
   <translation>管库存</translation>
  </message>
  <message>
   <source>Its voucher</source>
   <translation>券有效</translation>
  </message>
  <message>
   <source>Its voucher is good for, in days</source>
   <translation>券有效天数</translation>
  </message>
  <message>
   <source>Jifentai</source>
   <translation>积分台</translation>
  </message>
  <message>
   <source>Joined</source>
   <translation>入会</translation>
  </message>
  <message>
   <source>Journal {n} · anchor {anchor}</source>
   <translation>账本第 {n} 条 · 锚 {anchor}</translation>
  </message>
  <message>
   <source>Just scan the next sale, this page closes by itself</source>
   <translation>直接扫下一单，这页自动收起</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>不换</translation>
  </message>
  <message>
   <source>Keep a second one</source>
   <translation>另存一份</translation>
  </message>
  <message>
   <source>Keep as PDF</source>
   <translation>存为 PDF</translation>
  </message>
  <message>
   <source>Keep it</source>
   <translation>不放弃</translation>
  </message>
  <message>
   <source>Keep {amount} on the card</source>
   <translation>零钱 {amount} 存卡里</translation>
  </message>
  <message>
   <source>Kept as {place}</source>
   <translation>已存到 {place}</translation>
  </message>
  <message>
   <source>Kept: {path}</source>
   <translation>已存为 {path}</translation>
  </message>
  <message>
   <source>Keyboard</source>
   <translation>键盘口</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>按键</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>种类</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>批次名</translation>
  </message>
  <message>
   <source>Lane</source>
   <translation>叠加组</translation>
  </message>
  <message>
   <source>Lane {name}</source>
   <translation>叠加组“{name}”</translation>
  </message>
  <message>
   <source>Lanes</source>
   <translation>叠加组</translation>
  </message>
  <message>
   <source>Lanes are worked through from top to bottom; a multiplier multiplies points of earlier lanes.</source>
   <translation>自上而下一组一组地算；倍数只乘前面各组的积分。</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Language of the receipt</source>
   <translation>小票语言</translation>
  </message>
  <message>
   <source>Largest change</source>
   <translation>变化最大</translation>
  </message>
  <message>
   <source>Last day</source>
   <translation>到哪天</translation>
  </message>
  <message>
   <source>Last day for returns</source>
   <translation>今天最后一天可退</translation>
  </message>
  <message>
   <source>Last good day</source>
   <translation>最后有效日</translation>
  </message>
  <message>
   <source>Last line in English</source>
   <translation>英文最后一行</translation>
  </message>
  <message>
   <source>Last line of the receipt</source>
   <translation>小票最后一行</translation>
  </message>
  <message>
   <source>Last sale done</source>
   <translation>上一笔已完成</translation>
  </message>
  <message>
   <source>Last visit</source>
   <translation>上次到店</translation>
  </message>
  <message>
   <source>Last visit {date}</source>
   <translation>上次 {date}</translation>
  </message>
  <message>
   <source>Last visit {date}, usually {items}</source>
   <translation>上次 {date} · 常买 {items}</translation>
  </message>
  <message>
   <source>Last visit {date}: {items}</source>
   <translation>上次 {date}：{items}</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>再攒一攒</translation>
  </message>
  <message>
   <source>Leave it</source>
   <translation>不送了</translation>
  </message>
  <message>
   <source>Leave it as it is</source>
   <translation>保持不变</translation>
  </message>
  <message>
   <source>Leave nothing off</source>
   <translation>不抹零</translation>
  </message>
  <message>
   <source>Leave practice</source>
   <translation>退出练习</translation>
  </message>
  <message>
   <source>Leave the fen off</source>
   <translation>抹掉分</translation>
  </message>
  <message>
   <source>Leave the jiao off too</source>
   <translation>角也抹掉</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>剩余</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>不印</translation>
  </message>
  <message>
   <source>Left signed in, the date turns at</source>
   <translation>一直登录时几点换营业日</translation>
  </message>
  <message>
   <source>Less than that</source>
   <translation>不够金额</translation>
  </message>
  <message>
   <source>Less than the least top-up</source>
   <translation>低于最少充值金额</translation>
  </message>
  <message>
   <source>Let members pay with points</source>
   <translation>让会员用积分抵现</translation>
  </message>
  <message>
   <source>Life of points</source>
   <translation>积分的有效期</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Limit</source>
   <translation>上限</translation>
  </message>
  <message>
   <source>Limit {n}</source>
   <translation>第 {n} 条上限</translation>
  </message>
  <message>
   <source>Limits</source>
   <translation>上限</translation>
  </message>
  <message>
   <source>Limits of a card</source>
   <translation>储值卡限额</translation>
  </message>
  <message>
   <source>Limits of the draft</source>
   <translation>草稿里的上限</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>行</translation>
  </message>
  <message>
   <source>Line {line} is no line of a table</source>
   <translation>第 {line} 行不是表格内容</translation>
  </message>
  <message>
   <source>Lines of the receipt</source>
   <translation>小票上的商品</translation>
  </message>
  <message>
   <source>Load {amount}</source>
   <translation>充入 {amount}</translation>
  </message>
  <message>
   <source>Loaded {amount} as a gift</source>
   <translation>已充入礼品 {amount}</translation>
  </message>
  <message>
   <source>Lock</source>
   <translation>锁屏</translation>
  </message>
  <message>
   <source>Lock (Ctrl+L)</source>
   <translation>锁屏 (Ctrl+L)</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>查看</translation>
  </message>
  <message>
   <source>Look through the list</source>
   <translation>核对名单</translation>
  </message>
  <message>
   <source>Looking through the list: {n} rows</source>
   <translation>正在核对名单：{n} 行</translation>
  </message>
  <message>
   <source>Lowest first</source>
   <translation>从低到高</translation>
  </message>
  <message>
   <source>Make it a member card</source>
   <translation>绑定为会员卡</translation>
  </message>
  <message>
   <source>Manager needed: badge or PIN</source>
   <translation>需要店长：刷卡或输密码</translation>
  </message>
  <message>
   <source>Many new members within minutes: approve this one?</source>
   <translation>几分钟内注册了很多会员，这一位也批准吗？</translation>
  </message>
  <message>
   <source>Marked as used at {time}</source>
   <translation>{time} 已记为使用</translation>
  </message>
  <message>
   <source>Marks</source>
   <translation>标识</translation>
  </message>
  <message>
   <source>May</source>
   <translation>可以</translation>
  </message>
  <message>
   <source>May not</source>
   <translation>不可以</translation>
  </message>
  <message>
   <source>Member</source>
   <translation>会员</translation>
  </message>
  <message>
   <source>Member card</source>
   <translation>会员卡</translation>
  </message>
  <message>
   <source>Member cards of staff: number=card, …</source>
   <translation>员工的会员卡：工号=卡号，…</translation>
  </message>
  <message>
   <source>Member code expired</source>
   <translation>会员码已过期</translation>
  </message>
  <message>
   <source>Member groups</source>
   <translation>会员分组</translation>
  </message>
  <message>
   <source>Member price {saved}</source>
   <translation>会员价 {saved}</translation>
  </message>
  <message>
   <source>Member prices</source>
   <translation>会员价优惠</translation>
  </message>
  <message>
   <source>Member since {date}</source>
   <translation>{date}入会</translation>
  </message>
  <message>
   <source>Member, amount, time, day, item or number</source>
   <translation>会员、金额、时间、日期、商品或单号</translation>
  </message>
  <message>
   <source>Members</source>
   <translation>会员</translation>
  </message>
  <message>
   <source>Members can opt out of it.</source>
   <translation>会员可以选择不参加。</translation>
  </message>
  <message>
   <source>Members with as much as each other stay together; thresholds are rounded to amounts that can be said.</source>
   <translation>一样多的会员不拆开；门槛取好记的整数。</translation>
  </message>
  <message>
   <source>Mend what is marked red first</source>
   <translation>先把标红的改好</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>通知</translation>
  </message>
  <message>
   <source>Middle</source>
   <translation>中额</translation>
  </message>
  <message>
   <source>Mo Tu We Th Fr Sa Su</source>
   <translation>一 二 三 四 五 六 日</translation>
  </message>
  <message>
   <source>Model</source>
   <translation>型号</translation>
  </message>
  <message>
   <source>Money back</source>
   <translation>退款怎么退</translation>
  </message>
  <message>
   <source>Money goes back</source>
   <translation>钱怎么退</translation>
  </message>
  <message>
   <source>Money handed out, or loaded as a gift card</source>
   <translation>给现金多少，或礼品卡充多少</translation>
  </message>
  <message>
   <source>Money part by</source>
   <translation>另付方式</translation>
  </message>
  <message>
   <source>Month before</source>
   <translation>上个月</translation>
  </message>
  <message>
   <source>Months</source>
   <translation>按月</translation>
  </message>
  <message>
   <source>More</source>
   <translation>更多</translation>
  </message>
  <message>
   <source>More come on</source>
   <translation>预计到货</translation>
  </message>
  <message>
   <source>More than can be used</source>
   <translation>超过可用积分</translation>
  </message>
  <message>
   <source>More than is due</source>
   <translation>超过应收金额</translation>
  </message>
  <message>
   <source>More than the law lets this card hold</source>
   <translation>超过这张卡的法定上限</translation>
  </message>
  <message>
   <source>More than these: type more</source>
   <translation>还有更多，请再多输几个字</translation>
  </message>
  <message>
   <source>More than this sale may take in points</source>
   <translation>超过本单可抵的积分</translation>
  </message>
  <message>
   <source>More than was bought: {name}</source>
   <translation>比买的还多：{name}</translation>
  </message>
  <message>
   <source>More than {limit}: choose a reason, a second person approves it</source>
   <translation>超过 {limit}：选一个原因，再由店长批准</translation>
  </message>
  <message>
   <source>More was taken than would be due</source>
   <translation>已收的比应收的多</translation>
  </message>
  <message>
   <source>More: printer queue, settings, drawer …</source>
   <translation>更多：打印队列、设置、钱箱……</translation>
  </message>
  <message>
   <source>Most</source>
   <translation>最多抵</translation>
  </message>
  <message>
   <source>Mr</source>
   <translation>先生</translation>
  </message>
  <message>
   <source>Ms</source>
   <translation>女士</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>Name of a group</source>
   <translation>分组名称</translation>
  </message>
  <message>
   <source>Name of the coupon</source>
   <translation>券的名称</translation>
  </message>
  <message>
   <source>Name of the prize</source>
   <translation>奖品名称</translation>
  </message>
  <message>
   <source>Name, initials or code</source>
   <translation>品名、拼音首字母或编码</translation>
  </message>
  <message>
   <source>Name, pinyin or barcode</source>
   <translation>名称、拼音或条码</translation>
  </message>
  <message>
   <source>Nearest reward</source>
   <translation>最近可换</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>不印</translation>
  </message>
  <message>
   <source>New</source>
   <translation>新建</translation>
  </message>
  <message>
   <source>New badge, printed</source>
   <translation>打印新工牌</translation>
  </message>
  <message>
   <source>New draft from it</source>
   <translation>以它新建草稿</translation>
  </message>
  <message>
   <source>New gift card {card}</source>
   <translation>新礼品卡 {card}</translation>
  </message>
  <message>
   <source>New item</source>
   <translation>新商品</translation>
  </message>
  <message>
   <source>New lane</source>
   <translation>新叠加组</translation>
  </message>
  <message>
   <source>New limit</source>
   <translation>新上限</translation>
  </message>
  <message>
   <source>New member</source>
   <translation>新会员</translation>
  </message>
  <message>
   <source>New member, the phone, the tick when the customer agrees, scan a card, Enter. The sale on the counter is theirs at once.</source>
   <translation>按新会员，输手机号，顾客同意后打勾，扫一张卡，按 Enter。台上这一单马上算他的。</translation>
  </message>
  <message>
   <source>New reward</source>
   <translation>新礼品</translation>
  </message>
  <message>
   <source>New rule</source>
   <translation>新建规则</translation>
  </message>
  <message>
   <source>New tier</source>
   <translation>新等级</translation>
  </message>
  <message>
   <source>Newest first</source>
   <translation>最新的在上</translation>
  </message>
  <message>
   <source>Next Monday</source>
   <translation>下周一</translation>
  </message>
  <message>
   <source>Next month</source>
   <translation>下个月</translation>
  </message>
  <message>
   <source>No</source>
   <translation>否</translation>
  </message>
  <message>
   <source>No answer</source>
   <translation>没有回应</translation>
  </message>
  <message>
   <source>No basket is suspended. F6 suspends the one on the counter.</source>
   <translation>没有挂着的单。按 F6 把柜台上这单挂起来。</translation>
  </message>
  <message>
   <source>No code was scanned yet</source>
   <translation>还没有扫付款码</translation>
  </message>
  <message>
   <source>No cost account</source>
   <translation>不分摊</translation>
  </message>
  <message>
   <source>No daily run has changed anything yet</source>
   <translation>日结还没有改动过任何内容</translation>
  </message>
  <message>
   <source>No drawer is set up</source>
   <translation>没有接钱箱</translation>
  </message>
  <message>
   <source>No end</source>
   <translation>不限结束</translation>
  </message>
  <message>
   <source>No item by this name</source>
   <translation>没有这个商品</translation>
  </message>
  <message>
   <source>No item with this code: {text}</source>
   <translation>没有这个商品：{text}</translation>
  </message>
  <message>
   <source>No items yet: make the first one with New item.</source>
   <translation>还没有商品：按“新商品”建第一个。</translation>
  </message>
  <message>
   <source>No limit</source>
   <translation>不限</translation>
  </message>
  <message>
   <source>No limits. Points of a rule that anybody can trigger should have one.</source>
   <translation>还没有上限。谁都能触发的规则最好有一个。</translation>
  </message>
  <message>
   <source>No longer reached: {goal}</source>
   <translation>没达到了：{goal}</translation>
  </message>
  <message>
   <source>No member</source>
   <translation>没有会员</translation>
  </message>
  <message>
   <source>No member on this sale</source>
   <translation>本单还没有会员</translation>
  </message>
  <message>
   <source>No member yet</source>
   <translation>还没有会员</translation>
  </message>
  <message>
   <source>No note</source>
   <translation>没有备注</translation>
  </message>
  <message>
   <source>No order</source>
   <translation>不定顺序</translation>
  </message>
  <message>
   <source>No points can be used on this sale</source>
   <translation>这一单用不了积分</translation>
  </message>
  <message>
   <source>No points lapse in these days</source>
   <translation>这段时间没有积分到期</translation>
  </message>
  <message>
   <source>No points move</source>
   <translation>积分不变</translation>
  </message>
  <message>
   <source>No points on the {amount} paid with points</source>
   <translation>积分抵扣的 {amount} 不再积分</translation>
  </message>
  <message>
   <source>No points programme is in force today</source>
   <translation>今天没有生效的积分规则</translation>
  </message>
  <message>
   <source>No points were given to a list yet</source>
   <translation>还没有批量送过积分</translation>
  </message>
  <message>
   <source>No prefix</source>
   <translation>不用</translation>
  </message>
  <message>
   <source>No printer</source>
   <translation>未接小票机</translation>
  </message>
  <message>
   <source>No printer is set up: receipts are kept and can be printed later</source>
   <translation>没有接小票机：小票会存好，以后可打</translation>
  </message>
  <message>
   <source>No prize this time</source>
   <translation>这次没抽中</translation>
  </message>
  <message>
   <source>No reason is chosen</source>
   <translation>还没选原因</translation>
  </message>
  <message>
   <source>No receipt found</source>
   <translation>没找到小票</translation>
  </message>
  <message>
   <source>No right to use the printer's port</source>
   <translation>没有权限使用小票机接口</translation>
  </message>
  <message>
   <source>No rule gave points</source>
   <translation>没有规则给分</translation>
  </message>
  <message>
   <source>No rule gives points for this activity: {activity}</source>
   <translation>没有给这个活动积分的规则：{activity}</translation>
  </message>
  <message>
   <source>No rule of today asks for this code: {text}</source>
   <translation>今天没有用这个活动码的规则：{text}</translation>
  </message>
  <message>
   <source>No rules yet. Begin with one of the ready ones.</source>
   <translation>还没有规则。从现成的开始吧。</translation>
  </message>
  <message>
   <source>No sale to be found</source>
   <translation>找不到这单，按商品退</translation>
  </message>
  <message>
   <source>No stored value</source>
   <translation>没有储值</translation>
  </message>
  <message>
   <source>No stored value any more</source>
   <translation>不再办储值</translation>
  </message>
  <message>
   <source>No such batch</source>
   <translation>没有这个批次</translation>
  </message>
  <message>
   <source>No such card</source>
   <translation>没有这张卡</translation>
  </message>
  <message>
   <source>No such member</source>
   <translation>没有这位会员</translation>
  </message>
  <message>
   <source>No such number · new member: Enter</source>
   <translation>没有这个手机号 · 新会员 Enter</translation>
  </message>
  <message>
   <source>No such receipt here: {text}</source>
   <translation>没有这张小票：{text}</translation>
  </message>
  <message>
   <source>No such referrer</source>
   <translation>没有这位推荐人</translation>
  </message>
  <message>
   <source>No such voucher here: {text}</source>
   <translation>本店没有这张券：{text}</translation>
  </message>
  <message>
   <source>No tier stands in place of the member's own</source>
   <translation>没有另外给的等级</translation>
  </message>
  <message>
   <source>No tiers</source>
   <translation>没有等级</translation>
  </message>
  <message>
   <source>No visit yet</source>
   <translation>还没来过</translation>
  </message>
  <message>
   <source>No vouchers and no rewards yet</source>
   <translation>还没有券，也没换过礼品</translation>
  </message>
  <message>
   <source>Nobody approves what he asked for himself</source>
   <translation>自己的事不能自己批准</translation>
  </message>
  <message>
   <source>Nobody claims a receipt he handled himself</source>
   <translation>自己经手的小票，自己的卡不能领</translation>
  </message>
  <message>
   <source>Nobody closed this shift on its day. Count the drawer and close it; then today begins.</source>
   <translation>这一班当天没有结。请清点钱箱并结班，然后开始今天。</translation>
  </message>
  <message>
   <source>Nobody else here may approve that</source>
   <translation>这里没有别人能批准</translation>
  </message>
  <message>
   <source>Nobody found</source>
   <translation>没有找到</translation>
  </message>
  <message>
   <source>Nobody found by this name</source>
   <translation>没有找到这个人</translation>
  </message>
  <message>
   <source>Nobody is a member yet: there is nothing to measure.</source>
   <translation>还没有会员，没有可统计的。</translation>
  </message>
  <message>
   <source>Nobody paid for this one</source>
   <translation>这笔没有收过钱</translation>
  </message>
  <message>
   <source>Nobody recommends himself</source>
   <translation>自己不能推荐自己</translation>
  </message>
  <message>
   <source>Nobody sends himself away</source>
   <translation>不能停用自己</translation>
  </message>
  <message>
   <source>Nobody: seen by the cashier</source>
   <translation>不接：收银员看到账</translation>
  </message>
  <message>
   <source>None</source>
   <translation>没有</translation>
  </message>
  <message>
   <source>None left out</source>
   <translation>没有除外</translation>
  </message>
  <message>
   <source>Not a day a tier can end on</source>
   <translation>等级不能到这一天为止</translation>
  </message>
  <message>
   <source>Not a day the points can be good until</source>
   <translation>积分不能延到这一天</translation>
  </message>
  <message>
   <source>Not a member card and not a voucher: {text}</source>
   <translation>不是会员卡也不是券：{text}</translation>
  </message>
  <message>
   <source>Not a member code of this shop</source>
   <translation>不是本店的会员码</translation>
  </message>
  <message>
   <source>Not a member's sale</source>
   <translation>这单不是会员</translation>
  </message>
  <message>
   <source>Not a member. With a card this sale would have earned</source>
   <translation>非会员 · 有卡的话本单可得</translation>
  </message>
  <message>
   <source>Not a quantity: {text}</source>
   <translation>这不是数量：{text}</translation>
  </message>
  <message>
   <source>Not a step of points</source>
   <translation>要用整数档的积分</translation>
  </message>
  <message>
   <source>Not a whole barcode: {text}</source>
   <translation>条码不完整：{text}</translation>
  </message>
  <message>
   <source>Not a whole card number: {text}</source>
   <translation>会员卡号不完整：{text}</translation>
  </message>
  <message>
   <source>Not a whole voucher code: {text}</source>
   <translation>券码不完整：{text}</translation>
  </message>
  <message>
   <source>Not counted when paid with</source>
   <translation>这些支付不计分</translation>
  </message>
  <message>
   <source>Not enough on the card</source>
   <translation>卡内余额不够</translation>
  </message>
  <message>
   <source>Not enough points</source>
   <translation>积分不够</translation>
  </message>
  <message>
   <source>Not here for {n} days</source>
   <translation>{n} 天没来</translation>
  </message>
  <message>
   <source>Not narrowed</source>
   <translation>不限</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>现在不行</translation>
  </message>
  <message>
   <source>Not on sale</source>
   <translation>已停售</translation>
  </message>
  <message>
   <source>Not on this receipt: {text}</source>
   <translation>这单里没有：{text}</translation>
  </message>
  <message>
   <source>Not paid yet</source>
   <translation>还没付</translation>
  </message>
  <message>
   <source>Not printed</source>
   <translation>没有打印</translation>
  </message>
  <message>
   <source>Not recognised: {text}</source>
   <translation>没认出这个码：{text}</translation>
  </message>
  <message>
   <source>Not sure {number} printed</source>
   <translation>{number} 不确定打没打出来</translation>
  </message>
  <message>
   <source>Not sure – look at the printer</source>
   <translation>不确定，请看一眼</translation>
  </message>
  <message>
   <source>Not taken, because</source>
   <translation>不能送的原因</translation>
  </message>
  <message>
   <source>Not the first sale</source>
   <translation>不是首单</translation>
  </message>
  <message>
   <source>Not together with others</source>
   <translation>不与其他同享</translation>
  </message>
  <message>
   <source>Not used, because</source>
   <translation>没用上，因为</translation>
  </message>
  <message>
   <source>Not worked out</source>
   <translation>还没算</translation>
  </message>
  <message>
   <source>Not yet</source>
   <translation>未开始</translation>
  </message>
  <message>
   <source>Not yours to change</source>
   <translation>这里不归你改</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>备注</translation>
  </message>
  <message>
   <source>Nothing by itself</source>
   <translation>不自动兑换</translation>
  </message>
  <message>
   <source>Nothing can be won in this draw</source>
   <translation>这个抽奖什么也抽不中</translation>
  </message>
  <message>
   <source>Nothing found</source>
   <translation>没找到</translation>
  </message>
  <message>
   <source>Nothing here is yours to open</source>
   <translation>这里没有你能打开的页面</translation>
  </message>
  <message>
   <source>Nothing here yet</source>
   <translation>还没有记录</translation>
  </message>
  <message>
   <source>Nothing is chosen</source>
   <translation>还没选要退的</translation>
  </message>
  <message>
   <source>Nothing is different from the version in force</source>
   <translation>和生效中的版本没有不同</translation>
  </message>
  <message>
   <source>Nothing is different from v{n}. Change a word, and the last days are told again.</source>
   <translation>和 v{n} 没有不同。改一个词，就会按过去的小票重算。</translation>
  </message>
  <message>
   <source>Nothing is different.</source>
   <translation>没有不同。</translation>
  </message>
  <message>
   <source>Nothing is due in these days</source>
   <translation>这段时间没有到期或复核</translation>
  </message>
  <message>
   <source>Nothing is given for points here yet: the programme has no rewards.</source>
   <translation>这里还没有积分礼品：方案里没有礼品。</translation>
  </message>
  <message>
   <source>Nothing is given for points yet.</source>
   <translation>还没有可以兑换的礼品。</translation>
  </message>
  <message>
   <source>Nothing is given for points yet: add rewards in the programme.</source>
   <translation>还没有积分礼品：到积分方案里添加。</translation>
  </message>
  <message>
   <source>Nothing is within reach yet</source>
   <translation>现在还没有够得着的</translation>
  </message>
  <message>
   <source>Nothing lies on this card</source>
   <translation>这张卡里没有钱</translation>
  </message>
  <message>
   <source>Nothing of it is still to be handed out</source>
   <translation>没有要兑付的了</translation>
  </message>
  <message>
   <source>Nothing published yet</source>
   <translation>还没有发布过</translation>
  </message>
  <message>
   <source>Nothing was changed</source>
   <translation>没有改动</translation>
  </message>
  <message>
   <source>Nothing was closed yet. A shift is closed at the till: F11, Close the shift.</source>
   <translation>还没有结过班。在收银台按 F11，选“结束本班”。</translation>
  </message>
  <message>
   <source>Nothing was printed yet</source>
   <translation>还没有打印过</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>现在可换</translation>
  </message>
  <message>
   <source>Now v{n}</source>
   <translation>现在 v{n}</translation>
  </message>
  <message>
   <source>Number</source>
   <translation>第几</translation>
  </message>
  <message>
   <source>Number of vouchers</source>
   <translation>送几张</translation>
  </message>
  <message>
   <source>Odds in percent</source>
   <translation>概率（%）</translation>
  </message>
  <message>
   <source>Of</source>
   <translation>原有</translation>
  </message>
  <message>
   <source>Of these rules</source>
   <translation>管哪些规则</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>减去</translation>
  </message>
  <message>
   <source>Offer stored-value cards</source>
   <translation>办储值卡</translation>
  </message>
  <message>
   <source>Offered</source>
   <translation>可以兑换</translation>
  </message>
  <message>
   <source>Offers</source>
   <translation>活动</translation>
  </message>
  <message>
   <source>Office</source>
   <translation>办公室</translation>
  </message>
  <message>
   <source>On</source>
   <translation>用在</translation>
  </message>
  <message>
   <source>On finishing:</source>
   <translation>完成后</translation>
  </message>
  <message>
   <source>On its way to the printer</source>
   <translation>已送去打印</translation>
  </message>
  <message>
   <source>On paper</source>
   <translation>打印样子</translation>
  </message>
  <message>
   <source>On sale</source>
   <translation>在售</translation>
  </message>
  <message>
   <source>On the second display</source>
   <translation>放在第二块屏</translation>
  </message>
  <message>
   <source>On the shelf: {n}</source>
   <translation>现有 {n} 份</translation>
  </message>
  <message>
   <source>Once for every full amount</source>
   <translation>每满一份都送</translation>
  </message>
  <message>
   <source>One at least has to stay</source>
   <translation>至少留一个</translation>
  </message>
  <message>
   <source>One costs the shop</source>
   <translation>每份成本</translation>
  </message>
  <message>
   <source>One less: {name}</source>
   <translation>少一件：{name}</translation>
  </message>
  <message>
   <source>One member</source>
   <translation>单个会员</translation>
  </message>
  <message>
   <source>One more: {name}</source>
   <translation>多一件：{name}</translation>
  </message>
  <message>
   <source>One per cent less: {name}</source>
   <translation>{name}少 1%</translation>
  </message>
  <message>
   <source>One per cent more: {name}</source>
   <translation>{name}多 1%</translation>
  </message>
  <message>
   <source>One piece more or fewer</source>
   <translation>加一件或减一件</translation>
  </message>
  <message>
   <source>One scanner, and whatever you scan does the right thing</source>
   <translation>一把扫描枪，扫什么办什么，不用先选功能</translation>
  </message>
  <message>
   <source>One step back</source>
   <translation>退一步</translation>
  </message>
  <message>
   <source>Only part of a code came through</source>
   <translation>只读到半个码</translation>
  </message>
  <message>
   <source>Only the owner changes this</source>
   <translation>只有店主能改</translation>
  </message>
  <message>
   <source>Only these brands</source>
   <translation>只限这些品牌</translation>
  </message>
  <message>
   <source>Only these categories</source>
   <translation>只限这些类别</translation>
  </message>
  <message>
   <source>Only these goods</source>
   <translation>只限这些商品</translation>
  </message>
  <message>
   <source>Only what goes back in cash can pay a new sale</source>
   <translation>只有退现金的部分能抵新单</translation>
  </message>
  <message>
   <source>Open the drawer</source>
   <translation>开钱箱</translation>
  </message>
  <message>
   <source>Open the drawer (written down)</source>
   <translation>开钱箱（会记录）</translation>
  </message>
  <message>
   <source>Open the shift</source>
   <translation>开班</translation>
  </message>
  <message>
   <source>Open with {amount}</source>
   <translation>开班 备用金 {amount}</translation>
  </message>
  <message>
   <source>Or scan the customer's WeChat / Alipay code</source>
   <translation>也可直接扫顾客的微信 / 支付宝付款码</translation>
  </message>
  <message>
   <source>Or type the port</source>
   <translation>或输入接口名</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>顺序</translation>
  </message>
  <message>
   <source>Ordinary</source>
   <translation>普通</translation>
  </message>
  <message>
   <source>Other</source>
   <translation>其他</translation>
  </message>
  <message>
   <source>Other goods</source>
   <translation>买别的</translation>
  </message>
  <message>
   <source>Out of paper</source>
   <translation>小票机缺纸</translation>
  </message>
  <message>
   <source>Over</source>
   <translation>已结束</translation>
  </message>
  <message>
   <source>Owed</source>
   <translation>欠分</translation>
  </message>
  <message>
   <source>Owed at the end</source>
   <translation>期末欠会员的分</translation>
  </message>
  <message>
   <source>Owed points paid</source>
   <translation>还清所欠</translation>
  </message>
  <message>
   <source>Owes {points} from a return; this sale pays it first</source>
   <translation>退货欠 {points}，本单先还</translation>
  </message>
  <message>
   <source>Own number</source>
   <translation>自己输入</translation>
  </message>
  <message>
   <source>Owner</source>
   <translation>店主</translation>
  </message>
  <message>
   <source>Page of the member on this sale: balance, points by expiry, history; without one: new member</source>
   <translation>本单会员的页面：余额、各批积分、明细；还没有会员时：新会员</translation>
  </message>
  <message>
   <source>Paid</source>
   <translation>已付</translation>
  </message>
  <message>
   <source>Paid by</source>
   <translation>费用归口</translation>
  </message>
  <message>
   <source>Paid each</source>
   <translation>实付单价</translation>
  </message>
  <message>
   <source>Paid out: hand {amount} back</source>
   <translation>已退：请给顾客 {amount}</translation>
  </message>
  <message>
   <source>Paid with</source>
   <translation>支付方式</translation>
  </message>
  <message>
   <source>Paid with points</source>
   <translation>积分抵扣</translation>
  </message>
  <message>
   <source>Paid {amount}</source>
   <translation>实付 {amount}</translation>
  </message>
  <message>
   <source>Paid, thank you!</source>
   <translation>付款完成，谢谢！</translation>
  </message>
  <message>
   <source>Paper is running low</source>
   <translation>纸快用完</translation>
  </message>
  <message>
   <source>Paper low</source>
   <translation>纸快用完</translation>
  </message>
  <message>
   <source>Paper near its end</source>
   <translation>纸快用完</translation>
  </message>
  <message>
   <source>Paper out</source>
   <translation>缺纸</translation>
  </message>
  <message>
   <source>Papers not known to be printed</source>
   <translation>没确认打出的小票</translation>
  </message>
  <message>
   <source>Partner who issued it</source>
   <translation>发券的商户</translation>
  </message>
  <message>
   <source>Pay by phone or card</source>
   <translation>手机或银行卡付款</translation>
  </message>
  <message>
   <source>Pay in parts</source>
   <translation>分几次付</translation>
  </message>
  <message>
   <source>Pay out {amount} in cash</source>
   <translation>付给现金 {amount}</translation>
  </message>
  <message>
   <source>Pay the balance out</source>
   <translation>退余额</translation>
  </message>
  <message>
   <source>Pay with a note</source>
   <translation>收纸币找零</translation>
  </message>
  <message>
   <source>Paying with points</source>
   <translation>积分抵现</translation>
  </message>
  <message>
   <source>Payment codes are charged by</source>
   <translation>付款码走哪里</translation>
  </message>
  <message>
   <source>Payment is open</source>
   <translation>正在收款</translation>
  </message>
  <message>
   <source>Payment taken</source>
   <translation>已收款</translation>
  </message>
  <message>
   <source>Pending</source>
   <translation>待生效</translation>
  </message>
  <message>
   <source>People</source>
   <translation>人员</translation>
  </message>
  <message>
   <source>Per</source>
   <translation>周期</translation>
  </message>
  <message>
   <source>Per member</source>
   <translation>每位会员</translation>
  </message>
  <message>
   <source>Percent back</source>
   <translation>返多少</translation>
  </message>
  <message>
   <source>Percent off</source>
   <translation>减百分之</translation>
  </message>
  <message>
   <source>Period</source>
   <translation>周期</translation>
  </message>
  <message>
   <source>Phone</source>
   <translation>手机号</translation>
  </message>
  <message>
   <source>Phone, last 4 digits, name or initials</source>
   <translation>手机号、尾号 4 位、姓名或拼音首字母</translation>
  </message>
  <message>
   <source>Pick or type a new one</source>
   <translation>选一个，或直接写新的</translation>
  </message>
  <message>
   <source>Please pay at the counter</source>
   <translation>请在柜台付款</translation>
  </message>
  <message>
   <source>Please show your payment code</source>
   <translation>请出示付款码</translation>
  </message>
  <message>
   <source>Points</source>
   <translation>积分</translation>
  </message>
  <message>
   <source>Points a month</source>
   <translation>每月积分</translation>
  </message>
  <message>
   <source>Points and tiers through time</source>
   <translation>积分到期与等级复核</translation>
  </message>
  <message>
   <source>Points are good</source>
   <translation>积分有效期</translation>
  </message>
  <message>
   <source>Points are not taken as money</source>
   <translation>积分不能抵现</translation>
  </message>
  <message>
   <source>Points are not taken as money here</source>
   <translation>本店积分不能抵现金</translation>
  </message>
  <message>
   <source>Points are taken as money</source>
   <translation>积分可以抵现</translation>
  </message>
  <message>
   <source>Points back: {points}</source>
   <translation>退回积分 {points}</translation>
  </message>
  <message>
   <source>Points balance</source>
   <translation>积分余额</translation>
  </message>
  <message>
   <source>Points by hand</source>
   <translation>手工加减积分</translation>
  </message>
  <message>
   <source>Points by hand without the owner, up to</source>
   <translation>手工加减分，不用店主到</translation>
  </message>
  <message>
   <source>Points by hand: approve?</source>
   <translation>手工加减积分，同意吗？</translation>
  </message>
  <message>
   <source>Points for a list</source>
   <translation>批量送积分</translation>
  </message>
  <message>
   <source>Points for a list: approve?</source>
   <translation>批量送积分，同意吗？</translation>
  </message>
  <message>
   <source>Points for a name or phone alone, at once</source>
   <translation>只报姓名手机，一次最多用</translation>
  </message>
  <message>
   <source>Points for rows that say none</source>
   <translation>未写分数的行送多少分</translation>
  </message>
  <message>
   <source>Points for the card alone, at once</source>
   <translation>只刷会员卡，一次最多用</translation>
  </message>
  <message>
   <source>Points given</source>
   <translation>发放积分</translation>
  </message>
  <message>
   <source>Points lapse</source>
   <translation>到期积分</translation>
  </message>
  <message>
   <source>Points lapsed</source>
   <translation>积分到期</translation>
  </message>
  <message>
   <source>Points lapsing soon</source>
   <translation>积分快到期指</translation>
  </message>
  <message>
   <source>Points left with the member</source>
   <translation>给会员留多少分</translation>
  </message>
  <message>
   <source>Points of these lanes</source>
   <translation>乘哪几组的积分</translation>
  </message>
  <message>
   <source>Points programme</source>
   <translation>积分方案</translation>
  </message>
  <message>
   <source>Points settled together</source>
   <translation>积分一起算清</translation>
  </message>
  <message>
   <source>Points taken by hand</source>
   <translation>手工扣分</translation>
  </message>
  <message>
   <source>Points that are missing</source>
   <translation>积分不够收回时</translation>
  </message>
  <message>
   <source>Points today</source>
   <translation>今天的积分</translation>
  </message>
  <message>
   <source>Port</source>
   <translation>接口</translation>
  </message>
  <message>
   <source>Practice</source>
   <translation>练习</translation>
  </message>
  <message>
   <source>Practice – nothing is booked</source>
   <translation>练习模式 · 不记账</translation>
  </message>
  <message>
   <source>Press F8 to see how these points come about</source>
   <translation>按 F8 看这些积分怎么来的</translation>
  </message>
  <message>
   <source>Press here, or tell the cashier</source>
   <translation>请在这里点选，或口头告诉收银员</translation>
  </message>
  <message>
   <source>Press when the customer's payment has arrived</source>
   <translation>看到顾客付款到账再按</translation>
  </message>
  <message>
   <source>Price</source>
   <translation>售价</translation>
  </message>
  <message>
   <source>Price of one</source>
   <translation>单价改为</translation>
  </message>
  <message>
   <source>Price set, was {price}</source>
   <translation>改价 原{price}</translation>
  </message>
  <message>
   <source>Print</source>
   <translation>打印</translation>
  </message>
  <message>
   <source>Print a test page</source>
   <translation>打印测试页</translation>
  </message>
  <message>
   <source>Print again</source>
   <translation>再打</translation>
  </message>
  <message>
   <source>Print again (marked COPY)</source>
   <translation>再打一张（标“补打”）</translation>
  </message>
  <message>
   <source>Print the last receipt again</source>
   <translation>补打上一张小票</translation>
  </message>
  <message>
   <source>Print the list</source>
   <translation>打印名单</translation>
  </message>
  <message>
   <source>Print the points rules for the customer</source>
   <translation>打印积分规则给顾客</translation>
  </message>
  <message>
   <source>Print the rules for customers</source>
   <translation>打印规则给顾客</translation>
  </message>
  <message>
   <source>Printed</source>
   <translation>已打印</translation>
  </message>
  <message>
   <source>Printer</source>
   <translation>小票机</translation>
  </message>
  <message>
   <source>Printer lid is open</source>
   <translation>小票机盖子没合</translation>
  </message>
  <message>
   <source>Printer lid open</source>
   <translation>小票机盖子没合</translation>
  </message>
  <message>
   <source>Printer not there</source>
   <translation>小票机断开</translation>
  </message>
  <message>
   <source>Printer offline</source>
   <translation>小票机脱机</translation>
  </message>
  <message>
   <source>Printer queue</source>
   <translation>打印队列</translation>
  </message>
  <message>
   <source>Printer trouble</source>
   <translation>小票机报错</translation>
  </message>
  <message>
   <source>Printer …</source>
   <translation>小票机…</translation>
  </message>
  <message>
   <source>Printing</source>
   <translation>正在打印</translation>
  </message>
  <message>
   <source>Prints the Z report; the journal's anchor stands at its end</source>
   <translation>打印 Z 报表 1 份，锚点印在末尾</translation>
  </message>
  <message>
   <source>Privilege</source>
   <translation>权益</translation>
  </message>
  <message>
   <source>Prizes and odds in percent</source>
   <translation>奖品和概率（%）</translation>
  </message>
  <message>
   <source>Prizes on the shelf</source>
   <translation>奖品库存</translation>
  </message>
  <message>
   <source>Products</source>
   <translation>商品</translation>
  </message>
  <message>
   <source>Profile</source>
   <translation>资料</translation>
  </message>
  <message>
   <source>Profile completed</source>
   <translation>完善资料</translation>
  </message>
  <message>
   <source>Programme</source>
   <translation>方案</translation>
  </message>
  <message>
   <source>Publish</source>
   <translation>提交生效</translation>
  </message>
  <message>
   <source>Publish again</source>
   <translation>再次发布</translation>
  </message>
  <message>
   <source>Publish as v{n}</source>
   <translation>发布为 v{n}</translation>
  </message>
  <message>
   <source>Publish v{old} again, as v{n}</source>
   <translation>把 v{old} 再发布一次，成为 v{n}</translation>
  </message>
  <message>
   <source>Published v{n}</source>
   <translation>生效版本 v{n}</translation>
  </message>
  <message>
   <source>Put away</source>
   <translation>收起</translation>
  </message>
  <message>
   <source>Put something into the basket</source>
   <translation>放几样商品进来</translation>
  </message>
  <message>
   <source>Put the tiers of {n} members back as they were?</source>
   <translation>把 {n} 位会员的等级恢复原样？</translation>
  </message>
  <message>
   <source>Put there</source>
   <translation>放上</translation>
  </message>
  <message>
   <source>Qty</source>
   <translation>数量</translation>
  </message>
  <message>
   <source>Quantity</source>
   <translation>数量</translation>
  </message>
  <message>
   <source>Quantity of the chosen line (or type 3* and scan)</source>
   <translation>改选中行的数量（也可先按 3* 再扫）</translation>
  </message>
  <message>
   <source>Reached by</source>
   <translation>按什么评</translation>
  </message>
  <message>
   <source>Reached with</source>
   <translation>达到条件</translation>
  </message>
  <message>
   <source>Reaches {tier} with this sale</source>
   <translation>本单升到{tier}</translation>
  </message>
  <message>
   <source>Ready to print</source>
   <translation>可以打印</translation>
  </message>
  <message>
   <source>Ready, paper is running low</source>
   <translation>可以打印，纸快用完</translation>
  </message>
  <message>
   <source>Real name asked from</source>
   <translation>满多少要实名</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Receipt</source>
   <translation>小票</translation>
  </message>
  <message>
   <source>Receipt claimed</source>
   <translation>领取小票积分</translation>
  </message>
  <message>
   <source>Receipt code</source>
   <translation>小票条码</translation>
  </message>
  <message>
   <source>Receipt preview</source>
   <translation>小票预览</translation>
  </message>
  <message>
   <source>Receipt printer</source>
   <translation>小票机</translation>
  </message>
  <message>
   <source>Receipt {number}</source>
   <translation>小票 {number}</translation>
  </message>
  <message>
   <source>Receipt {number} claimed: {points}</source>
   <translation>小票 {number} 已领 {points}</translation>
  </message>
  <message>
   <source>Receipts a member claims a day</source>
   <translation>一位会员一天最多领几张</translation>
  </message>
  <message>
   <source>Receipts are stored before they print; a power cut loses none</source>
   <translation>小票先存盘再打印，断电也不会丢</translation>
  </message>
  <message>
   <source>Receipts without their points</source>
   <translation>没有积分记录的小票</translation>
  </message>
  <message>
   <source>Received</source>
   <translation>实收</translation>
  </message>
  <message>
   <source>Received · finish</source>
   <translation>已到账 · 完成</translation>
  </message>
  <message>
   <source>Redeem</source>
   <translation>兑换</translation>
  </message>
  <message>
   <source>Redeem rewards automatically</source>
   <translation>积分够了自动兑换</translation>
  </message>
  <message>
   <source>Redeem {points}</source>
   <translation>兑换 {points}</translation>
  </message>
  <message>
   <source>Redeemed by itself</source>
   <translation>自动兑换</translation>
  </message>
  <message>
   <source>Referral</source>
   <translation>推荐</translation>
  </message>
  <message>
   <source>Referrer of a {tier} member</source>
   <translation>{tier}的推荐人</translation>
  </message>
  <message>
   <source>Referrer's points</source>
   <translation>推荐人积分</translation>
  </message>
  <message>
   <source>Refund</source>
   <translation>退货</translation>
  </message>
  <message>
   <source>Refund and receipts</source>
   <translation>退货和小票</translation>
  </message>
  <message>
   <source>Refund in all</source>
   <translation>合计退</translation>
  </message>
  <message>
   <source>Refund slip</source>
   <translation>退货单</translation>
  </message>
  <message>
   <source>Refunded</source>
   <translation>退款</translation>
  </message>
  <message>
   <source>Refunded, points settled</source>
   <translation>已退货，积分一起算清</translation>
  </message>
  <message>
   <source>Refunds without approval up to</source>
   <translation>不用批准的退款上限</translation>
  </message>
  <message>
   <source>Regular member</source>
   <translation>普通会员</translation>
  </message>
  <message>
   <source>Remove Del</source>
   <translation>删除 Del</translation>
  </message>
  <message>
   <source>Remove the line; Ctrl+Z puts it back</source>
   <translation>删除这一行；Ctrl+Z 放回</translation>
  </message>
  <message>
   <source>Remove {name}</source>
   <translation>去掉 {name}</translation>
  </message>
  <message>
   <source>Removed {name}</source>
   <translation>已删除 {name}</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>改名</translation>
  </message>
  <message>
   <source>Replace by a new card</source>
   <translation>换新卡</translation>
  </message>
  <message>
   <source>Replay</source>
   <translation>回放</translation>
  </message>
  <message>
   <source>Replay of {n} days</source>
   <translation>回放 {n} 天</translation>
  </message>
  <message>
   <source>Reprint</source>
   <translation>补打</translation>
  </message>
  <message>
   <source>Reprint last</source>
   <translation>补打上一张</translation>
  </message>
  <message>
   <source>Result unknown – do not charge again</source>
   <translation>结果未知，不要再收一次</translation>
  </message>
  <message>
   <source>Return</source>
   <translation>退货</translation>
  </message>
  <message>
   <source>Returns</source>
   <translation>退货</translation>
  </message>
  <message>
   <source>Returns at any time</source>
   <translation>随时可退</translation>
  </message>
  <message>
   <source>Returns, as printed</source>
   <translation>小票上的退换期限</translation>
  </message>
  <message>
   <source>Reward</source>
   <translation>礼品</translation>
  </message>
  <message>
   <source>Reward desk</source>
   <translation>礼品台</translation>
  </message>
  <message>
   <source>Reward given by itself</source>
   <translation>自动兑换的礼品</translation>
  </message>
  <message>
   <source>Reward {name}</source>
   <translation>礼品“{name}”</translation>
  </message>
  <message>
   <source>Rewards</source>
   <translation>礼品台</translation>
  </message>
  <message>
   <source>Rewards are no longer redeemed automatically</source>
   <translation>以后不再自动兑换</translation>
  </message>
  <message>
   <source>Rewards are now redeemed automatically</source>
   <translation>以后自动兑换</translation>
  </message>
  <message>
   <source>Rewards for points</source>
   <translation>积分礼品</translation>
  </message>
  <message>
   <source>Rewards go to the member alone here</source>
   <translation>本店礼品只能本人兑换</translation>
  </message>
  <message>
   <source>Rewards in the programme</source>
   <translation>方案里的礼品</translation>
  </message>
  <message>
   <source>Rights</source>
   <translation>权限</translation>
  </message>
  <message>
   <source>Role</source>
   <translation>岗位</translation>
  </message>
  <message>
   <source>Round to</source>
   <translation>付整数</translation>
  </message>
  <message>
   <source>Rounding</source>
   <translation>取整</translation>
  </message>
  <message>
   <source>Rounding of the lane</source>
   <translation>这一组怎么取整</translation>
  </message>
  <message>
   <source>Rounding: down</source>
   <translation>取整：向下</translation>
  </message>
  <message>
   <source>Rounding: down, the rest is kept for next time</source>
   <translation>取整：整单向下，余数不丢</translation>
  </message>
  <message>
   <source>Rounding: half up</source>
   <translation>取整：四舍五入</translation>
  </message>
  <message>
   <source>Rounding: up</source>
   <translation>取整：向上</translation>
  </message>
  <message>
   <source>Rule check</source>
   <translation>规则检查</translation>
  </message>
  <message>
   <source>Rule check, at work …</source>
   <translation>规则检查，正在检查……</translation>
  </message>
  <message>
   <source>Rule check: mend what is marked red first</source>
   <translation>规则检查：先把标红的改好</translation>
  </message>
  <message>
   <source>Rule {name}</source>
   <translation>规则“{name}”</translation>
  </message>
  <message>
   <source>Rules</source>
   <translation>规则</translation>
  </message>
  <message>
   <source>Rules of that day: version {n}</source>
   <translation>当天规则：第 {n} 版</translation>
  </message>
  <message>
   <source>Rules that do not say otherwise use this amount; tiers and challenges count it too.</source>
   <translation>规则没有另外说明的都按这里算；等级和挑战也按它累计。</translation>
  </message>
  <message>
   <source>Rules used</source>
   <translation>用上的规则</translation>
  </message>
  <message>
   <source>Rules version {n}</source>
   <translation>规则版本 v{n}</translation>
  </message>
  <message>
   <source>Sale</source>
   <translation>购物</translation>
  </message>
  <message>
   <source>Sale receipt</source>
   <translation>购物小票</translation>
  </message>
  <message>
   <source>Sales</source>
   <translation>单数</translation>
  </message>
  <message>
   <source>Sales before</source>
   <translation>之前消费过几次</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>存好</translation>
  </message>
  <message>
   <source>Save and add to the basket</source>
   <translation>存好并加入</translation>
  </message>
  <message>
   <source>Save as a table</source>
   <translation>存为表格</translation>
  </message>
  <message>
   <source>Save draft</source>
   <translation>存草稿</translation>
  </message>
  <message>
   <source>Saved</source>
   <translation>已保存</translation>
  </message>
  <message>
   <source>Saved {amount}</source>
   <translation>已优惠 {amount}</translation>
  </message>
  <message>
   <source>Saved: {name}</source>
   <translation>已存好：{name}</translation>
  </message>
  <message>
   <source>Saves {saved}, due becomes {due}</source>
   <translation>会员价再省 {saved}，应收变为 {due}</translation>
  </message>
  <message>
   <source>Scale labels with a price begin with</source>
   <translation>秤打的条码：金额前缀</translation>
  </message>
  <message>
   <source>Scale labels with a weight begin with</source>
   <translation>秤打的条码：重量前缀</translation>
  </message>
  <message>
   <source>Scan a member's card first</source>
   <translation>先扫会员卡</translation>
  </message>
  <message>
   <source>Scan a new card</source>
   <translation>扫新卡绑定</translation>
  </message>
  <message>
   <source>Scan a new card to bind it</source>
   <translation>扫一张新卡即可绑定</translation>
  </message>
  <message>
   <source>Scan an item first</source>
   <translation>先扫商品</translation>
  </message>
  <message>
   <source>Scan anything to test: nothing is sold here</source>
   <translation>扫任何码试一试：这里不会卖出商品</translation>
  </message>
  <message>
   <source>Scan it, then 1: name, price, category, Enter. It is on the basket at once. F3 and Ctrl+E change an item.</source>
   <translation>扫一下，按 1：填名称、价格、分类，按 Enter，马上进购物篮。F3 再按 Ctrl+E 可改商品。</translation>
  </message>
  <message>
   <source>Scan items, or another receipt</source>
   <translation>扫商品勾选，扫小票切换</translation>
  </message>
  <message>
   <source>Scan its code: see it, print it again, see why it earned its points.</source>
   <translation>扫小票条码：查看、补打、看积分怎么来的。</translation>
  </message>
  <message>
   <source>Scan or type: item / member / pay code / receipt / voucher</source>
   <translation>扫描或输入：商品 / 会员 / 付款码 / 小票 / 券</translation>
  </message>
  <message>
   <source>Scan or type: member card or voucher</source>
   <translation>扫描或输入：会员卡、券</translation>
  </message>
  <message>
   <source>Scan or type: whose reward is it?</source>
   <translation>扫描或输入：给谁的？</translation>
  </message>
  <message>
   <source>Scan the card that replaces …{tail}</source>
   <translation>请扫换给顾客的新卡，代替 …{tail}</translation>
  </message>
  <message>
   <source>Scan the customer's code</source>
   <translation>请扫顾客付款码</translation>
  </message>
  <message>
   <source>Scan the customer's payment code, or in payment Alt+2, Alt+3, Alt+5 or ← →. Press Enter when the money has arrived.</source>
   <translation>扫顾客付款码，或在收款时按 Alt+2、Alt+3、Alt+5 或 ← →。到账后按 Enter。</translation>
  </message>
  <message>
   <source>Scan the items, scan the member's card at any time, F12, Enter. An empty amount means exactly.</source>
   <translation>扫商品，随时扫会员卡，F12，Enter。金额不填就是刚好。</translation>
  </message>
  <message>
   <source>Scan the member's card or a gift card</source>
   <translation>请扫会员卡或礼品卡</translation>
  </message>
  <message>
   <source>Scan the member's card, or a gift card</source>
   <translation>请扫会员卡，或礼品卡</translation>
  </message>
  <message>
   <source>Scan the member's card: the ladder then says what is within reach. A voucher is checked by its scan.</source>
   <translation>扫会员卡，就知道哪些够得着。扫券就能核验。</translation>
  </message>
  <message>
   <source>Scan the new card …</source>
   <translation>请扫新卡 …</translation>
  </message>
  <message>
   <source>Scan the next item or receipt</source>
   <translation>扫下一件商品或小票</translation>
  </message>
  <message>
   <source>Scan the receipt</source>
   <translation>扫小票</translation>
  </message>
  <message>
   <source>Scan the receipt: it opens at once</source>
   <translation>扫小票，直接打开</translation>
  </message>
  <message>
   <source>Scan to start</source>
   <translation>扫描即可开始</translation>
  </message>
  <message>
   <source>Scan what comes back</source>
   <translation>扫要退的商品</translation>
  </message>
  <message>
   <source>Scanner and payment codes</source>
   <translation>扫描枪和付款码</translation>
  </message>
  <message>
   <source>Scanning goes on</source>
   <translation>商品仍可继续扫描</translation>
  </message>
  <message>
   <source>Screen and sound</source>
   <translation>屏幕和声音</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>搜索</translation>
  </message>
  <message>
   <source>Search, or scan a card</source>
   <translation>输入查找，或扫会员卡</translation>
  </message>
  <message>
   <source>Search, or type: {what}</source>
   <translation>搜索，或输入：{what}</translation>
  </message>
  <message>
   <source>See the paper</source>
   <translation>看小票</translation>
  </message>
  <message>
   <source>See you soon</source>
   <translation>欢迎再来</translation>
  </message>
  <message>
   <source>Sell</source>
   <translation>卖货</translation>
  </message>
  <message>
   <source>Service</source>
   <translation>服务</translation>
  </message>
  <message>
   <source>Set a price for good</source>
   <translation>定好价格，以后都用</translation>
  </message>
  <message>
   <source>Set the price</source>
   <translation>改价</translation>
  </message>
  <message>
   <source>Set the tier</source>
   <translation>设定等级</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Settings could not be saved</source>
   <translation>设置没有存下来</translation>
  </message>
  <message>
   <source>Several members end in these digits: ask for the full number or name</source>
   <translation>有几位会员尾号相同：请顾客报全手机号或姓名</translation>
  </message>
  <message>
   <source>Share of the sale at most</source>
   <translation>最多抵一单的</translation>
  </message>
  <message>
   <source>Shift leader</source>
   <translation>领班</translation>
  </message>
  <message>
   <source>Shifts</source>
   <translation>班次</translation>
  </message>
  <message>
   <source>Shop and receipts</source>
   <translation>店铺和小票</translation>
  </message>
  <message>
   <source>Shop name</source>
   <translation>店名</translation>
  </message>
  <message>
   <source>Shop name in English</source>
   <translation>英文店名</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Show member code, or a leader's PIN</source>
   <translation>请出示会员码，或店长输密码</translation>
  </message>
  <message>
   <source>Show older</source>
   <translation>看更早的</translation>
  </message>
  <message>
   <source>Show queue</source>
   <translation>看队列</translation>
  </message>
  <message>
   <source>Show the member code, or a leader approves</source>
   <translation>请出示会员码，或店长批准</translation>
  </message>
  <message>
   <source>Show the paper</source>
   <translation>看虚拟小票</translation>
  </message>
  <message>
   <source>Sign in</source>
   <translation>登录</translation>
  </message>
  <message>
   <source>Silver</source>
   <translation>银卡</translation>
  </message>
  <message>
   <source>Simulator</source>
   <translation>模拟支付</translation>
  </message>
  <message>
   <source>Since</source>
   <translation>日期</translation>
  </message>
  <message>
   <source>Slip</source>
   <translation>凭条</translation>
  </message>
  <message>
   <source>Slips of check-ins and activities</source>
   <translation>签到、活动得分单</translation>
  </message>
  <message>
   <source>Slow</source>
   <translation>慢</translation>
  </message>
  <message>
   <source>Small</source>
   <translation>小额</translation>
  </message>
  <message>
   <source>So far</source>
   <translation>进度</translation>
  </message>
  <message>
   <source>So few points are worth nothing yet</source>
   <translation>这点积分还不值一分钱</translation>
  </message>
  <message>
   <source>So many points without the member code: approve?</source>
   <translation>没有会员码用这么多分，同意吗？</translation>
  </message>
  <message>
   <source>So the till shows the rewards to a member with this balance and tier, today.</source>
   <translation>今天，有这么多积分、是这个等级的会员，在收银台看到的礼品就是这样。</translation>
  </message>
  <message>
   <source>Some of this top-up was spent already</source>
   <translation>这笔充值已花掉一部分</translation>
  </message>
  <message>
   <source>Somebody is a member with this phone already</source>
   <translation>这个手机号已经是会员</translation>
  </message>
  <message>
   <source>Something from {least} to {most}</source>
   <translation>请填 {least} 到 {most}</translation>
  </message>
  <message>
   <source>Something stands on the counter</source>
   <translation>柜台上还有一单</translation>
  </message>
  <message>
   <source>Something went wrong</source>
   <translation>刚才出了点问题</translation>
  </message>
  <message>
   <source>Sounds</source>
   <translation>提示音</translation>
  </message>
  <message>
   <source>Spent each</source>
   <translation>人均消费</translation>
  </message>
  <message>
   <source>Spent first</source>
   <translation>先花哪部分</translation>
  </message>
  <message>
   <source>Spent in the period</source>
   <translation>这一期已消费</translation>
  </message>
  <message>
   <source>Staff</source>
   <translation>人员</translation>
  </message>
  <message>
   <source>Staff number</source>
   <translation>工号</translation>
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Stays due</source>
   <translation>还差</translation>
  </message>
  <message>
   <source>Step {n}</source>
   <translation>第 {n} 档</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>份数</translation>
  </message>
  <message>
   <source>Still due</source>
   <translation>还需收</translation>
  </message>
  <message>
   <source>Stock</source>
   <translation>库存</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停下</translation>
  </message>
  <message>
   <source>Stop redeeming rewards automatically</source>
   <translation>停止自动兑换</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>已停下</translation>
  </message>
  <message>
   <source>Store</source>
   <translation>门店</translation>
  </message>
  <message>
   <source>Store in English</source>
   <translation>英文门店名</translation>
  </message>
  <message>
   <source>Stored value</source>
   <translation>储值</translation>
  </message>
  <message>
   <source>Stored value needs the card</source>
   <translation>用储值要出示会员卡</translation>
  </message>
  <message>
   <source>Stores</source>
   <translation>门店</translation>
  </message>
  <message>
   <source>Subtotal</source>
   <translation>小计</translation>
  </message>
  <message>
   <source>Suggested</source>
   <translation>建议门槛</translation>
  </message>
  <message>
   <source>Surname</source>
   <translation>姓</translation>
  </message>
  <message>
   <source>Survey code on the receipt: address or activity code</source>
   <translation>小票上的意见二维码（网址或活动码）</translation>
  </message>
  <message>
   <source>Suspend</source>
   <translation>挂单</translation>
  </message>
  <message>
   <source>Suspend the basket; on an empty counter take one up again</source>
   <translation>挂单；柜台空着时取单</translation>
  </message>
  <message>
   <source>Suspended baskets</source>
   <translation>挂着的单</translation>
  </message>
  <message>
   <source>Switched off</source>
   <translation>停用</translation>
  </message>
  <message>
   <source>Switched on</source>
   <translation>启用</translation>
  </message>
  <message>
   <source>Tables (*.csv *.txt)</source>
   <translation>表格 (*.csv *.txt)</translation>
  </message>
  <message>
   <source>Take</source>
   <translation>扣分</translation>
  </message>
  <message>
   <source>Take a part</source>
   <translation>先收这些</translation>
  </message>
  <message>
   <source>Take a reward back</source>
   <translation>收回礼品</translation>
  </message>
  <message>
   <source>Take all of it back</source>
   <translation>全部收回</translation>
  </message>
  <message>
   <source>Take away</source>
   <translation>拿走</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>撤回</translation>
  </message>
  <message>
   <source>Take back and close (Esc)</source>
   <translation>撤回并关闭（Esc）</translation>
  </message>
  <message>
   <source>Take back {points} of {n} members? What was used is owed.</source>
   <translation>收回 {n} 位会员的 {points}？已用掉的记为欠分。</translation>
  </message>
  <message>
   <source>Take it now</source>
   <translation>现在拿走</translation>
  </message>
  <message>
   <source>Take it over</source>
   <translation>确定</translation>
  </message>
  <message>
   <source>Take out {name}</source>
   <translation>去掉 {name}</translation>
  </message>
  <message>
   <source>Take payment</source>
   <translation>收款</translation>
  </message>
  <message>
   <source>Take payment; on other screens the one confirm act</source>
   <translation>收款；在其他页面是那一个确认键</translation>
  </message>
  <message>
   <source>Take the badge away</source>
   <translation>收回工牌</translation>
  </message>
  <message>
   <source>Take the discount off</source>
   <translation>取消折扣</translation>
  </message>
  <message>
   <source>Take the given tier away</source>
   <translation>取消给予的等级</translation>
  </message>
  <message>
   <source>Take the limit away</source>
   <translation>去掉这条上限</translation>
  </message>
  <message>
   <source>Take the member off this sale</source>
   <translation>这单不记会员</translation>
  </message>
  <message>
   <source>Take the points back</source>
   <translation>撤回积分</translation>
  </message>
  <message>
   <source>Take this back without a receipt?</source>
   <translation>没有小票也收回这些？</translation>
  </message>
  <message>
   <source>Take this name</source>
   <translation>就用这个名称</translation>
  </message>
  <message>
   <source>Take this step away</source>
   <translation>去掉这一档</translation>
  </message>
  <message>
   <source>Take this top-up back</source>
   <translation>撤销这笔充值</translation>
  </message>
  <message>
   <source>Take this window away</source>
   <translation>去掉这个时段</translation>
  </message>
  <message>
   <source>Take up</source>
   <translation>取单</translation>
  </message>
  <message>
   <source>Take {amount} off</source>
   <translation>抵扣 {amount}</translation>
  </message>
  <message>
   <source>Take {code}</source>
   <translation>用“{code}”</translation>
  </message>
  <message>
   <source>Taken away</source>
   <translation>已删除</translation>
  </message>
  <message>
   <source>Taken back</source>
   <translation>冲回</translation>
  </message>
  <message>
   <source>Taken back without a receipt</source>
   <translation>已退，没有小票</translation>
  </message>
  <message>
   <source>Taken back: hand {amount} back</source>
   <translation>已撤销：请给顾客 {amount}</translation>
  </message>
  <message>
   <source>Taken back: {name}</source>
   <translation>收回了：{name}</translation>
  </message>
  <message>
   <source>Taken back: {on} {time}, {place}</source>
   <translation>已收回：{on} {time}，{place}</translation>
  </message>
  <message>
   <source>Taken off sale some time ago; saving brings it back</source>
   <translation>这个商品停售过，存好后恢复销售</translation>
  </message>
  <message>
   <source>Taken {taken} · due {due}</source>
   <translation>收 {taken} · 应收 {due}</translation>
  </message>
  <message>
   <source>Takes off</source>
   <translation>减</translation>
  </message>
  <message>
   <source>Takes off, in percent</source>
   <translation>减百分之</translation>
  </message>
  <message>
   <source>Takes {amount} besides</source>
   <translation>另收 {amount}</translation>
  </message>
  <message>
   <source>Taking it back …</source>
   <translation>正在收回…</translation>
  </message>
  <message>
   <source>Tax</source>
   <translation>税</translation>
  </message>
  <message>
   <source>Tax in the price</source>
   <translation>含税税率</translation>
  </message>
  <message>
   <source>Team's points</source>
   <translation>团队积分</translation>
  </message>
  <message>
   <source>Tear the paper off</source>
   <translation>撕下小票</translation>
  </message>
  <message>
   <source>Tenders</source>
   <translation>收款</translation>
  </message>
  <message>
   <source>Test page</source>
   <translation>测试页</translation>
  </message>
  <message>
   <source>Text size</source>
   <translation>文字大小</translation>
  </message>
  <message>
   <source>Thank you for playing</source>
   <translation>谢谢参与</translation>
  </message>
  <message>
   <source>That badge is nobody's</source>
   <translation>没有人用这张工牌</translation>
  </message>
  <message>
   <source>That could not be worked out; try again</source>
   <translation>没有算出来，请再试一次</translation>
  </message>
  <message>
   <source>That day is too far ahead</source>
   <translation>日期太远</translation>
  </message>
  <message>
   <source>That is more than a drawer begins with</source>
   <translation>备用金没有这么多</translation>
  </message>
  <message>
   <source>That is no amount</source>
   <translation>金额不对</translation>
  </message>
  <message>
   <source>That is no cost account</source>
   <translation>费用科目不对</translation>
  </message>
  <message>
   <source>That is no discount on this</source>
   <translation>这样打不了折</translation>
  </message>
  <message>
   <source>That is no last day for points</source>
   <translation>有效期不对</translation>
  </message>
  <message>
   <source>That is no member card</source>
   <translation>这不是会员卡</translation>
  </message>
  <message>
   <source>That is no mobile number</source>
   <translation>这不是手机号</translation>
  </message>
  <message>
   <source>That is no number of points</source>
   <translation>分数不对</translation>
  </message>
  <message>
   <source>That is no quantity</source>
   <translation>数量不对</translation>
  </message>
  <message>
   <source>That is no quantity: {name}</source>
   <translation>数量不对：{name}</translation>
  </message>
  <message>
   <source>That is no reason</source>
   <translation>这不是原因</translation>
  </message>
  <message>
   <source>That is no reason for a difference</source>
   <translation>这不是长短款的原因</translation>
  </message>
  <message>
   <source>That is no stock</source>
   <translation>库存数不对</translation>
  </message>
  <message>
   <source>That is no way for cash to move</source>
   <translation>没有这种现金进出</translation>
  </message>
  <message>
   <source>That looked like a scan: please scan again</source>
   <translation>像是扫码：请再扫一次</translation>
  </message>
  <message>
   <source>That many pieces fit no drawer</source>
   <translation>钱箱放不下这么多张</translation>
  </message>
  <message>
   <source>That shift has no Z report</source>
   <translation>这一班没有 Z 报表</translation>
  </message>
  <message>
   <source>The account is free</source>
   <translation>账户已解冻</translation>
  </message>
  <message>
   <source>The account is frozen</source>
   <translation>账户已冻结</translation>
  </message>
  <message>
   <source>The account is in that state already</source>
   <translation>账户已经是这个状态</translation>
  </message>
  <message>
   <source>The approval is too old</source>
   <translation>批准已过时</translation>
  </message>
  <message>
   <source>The approval was for something else</source>
   <translation>批准的不是这件事</translation>
  </message>
  <message>
   <source>The badge is printing</source>
   <translation>工牌正在打印</translation>
  </message>
  <message>
   <source>The badge is worth nothing any more</source>
   <translation>这张工牌已作废</translation>
  </message>
  <message>
   <source>The basket is empty</source>
   <translation>购物篮是空的</translation>
  </message>
  <message>
   <source>The basket is full: {max} lines</source>
   <translation>购物篮满了：{max} 行</translation>
  </message>
  <message>
   <source>The birthday is no whole day</source>
   <translation>生日填得不对</translation>
  </message>
  <message>
   <source>The books are damaged: nothing can be sold</source>
   <translation>账本有损坏，不能收银</translation>
  </message>
  <message>
   <source>The books begin {day}: {n} days.</source>
   <translation>账本从{day}开始，共 {n} 天。</translation>
  </message>
  <message>
   <source>The books cannot be read</source>
   <translation>账本读不出来</translation>
  </message>
  <message>
   <source>The books cannot be written</source>
   <translation>账本写不进去</translation>
  </message>
  <message>
   <source>The books could not be read for this; nothing was changed. Try again.</source>
   <translation>没读到账本，数据没有变。再试一次。</translation>
  </message>
  <message>
   <source>The books say nothing about: {rules}</source>
   <translation>账本里没有相关记录，算不出：{rules}</translation>
  </message>
  <message>
   <source>The budget of a campaign is a limit for all members together over the whole time: once it is used up the rule stops.</source>
   <translation>活动预算就是“全部会员合计、累计”的上限：用完即停。</translation>
  </message>
  <message>
   <source>The buyer's name has to be recorded</source>
   <translation>要登记购卡人姓名</translation>
  </message>
  <message>
   <source>The card is blocked</source>
   <translation>这张卡已停用</translation>
  </message>
  <message>
   <source>The charge is taken back · choose another way to pay</source>
   <translation>这笔已撤回 · 请换个方式收款</translation>
  </message>
  <message>
   <source>The cost of {n} is not known.</source>
   <translation>有 {n} 种还不知道成本。</translation>
  </message>
  <message>
   <source>The counter cannot open</source>
   <translation>收银台打不开</translation>
  </message>
  <message>
   <source>The counter is open already</source>
   <translation>收银台已经开着</translation>
  </message>
  <message>
   <source>The customer says yes aloud, then press Enter</source>
   <translation>请顾客口头同意，再按 Enter</translation>
  </message>
  <message>
   <source>The cutter is stuck</source>
   <translation>小票机切刀卡住</translation>
  </message>
  <message>
   <source>The days for returns are over: a leader approves</source>
   <translation>过了退货期限，要店长批准</translation>
  </message>
  <message>
   <source>The default act; in an empty scan box: nothing</source>
   <translation>默认的那一步；扫描框空着时什么也不做</translation>
  </message>
  <message>
   <source>The disk is full</source>
   <translation>磁盘满了</translation>
  </message>
  <message>
   <source>The drawer agrees</source>
   <translation>现金相符</translation>
  </message>
  <message>
   <source>The drawer differs by more than it may</source>
   <translation>长短款超过允许的范围</translation>
  </message>
  <message>
   <source>The drawer should hold only {have_minor}</source>
   <translation>钱箱里应该只有 {have_minor}</translation>
  </message>
  <message>
   <source>The file could not be read</source>
   <translation>文件读不了</translation>
  </message>
  <message>
   <source>The file could not be written</source>
   <translation>文件没写成</translation>
  </message>
  <message>
   <source>The file has too many rows</source>
   <translation>文件行数太多</translation>
  </message>
  <message>
   <source>The file is neither UTF-8 nor GBK</source>
   <translation>文件不是 UTF-8 或 GBK 编码</translation>
  </message>
  <message>
   <source>The file is too large</source>
   <translation>文件太大</translation>
  </message>
  <message>
   <source>The first day is over</source>
   <translation>生效日已经过了</translation>
  </message>
  <message>
   <source>The first lane only</source>
   <translation>只乘第一组</translation>
  </message>
  <message>
   <source>The first {n}, type to find others</source>
   <translation>只列前 {n} 个，输入名称找别的</translation>
  </message>
  <message>
   <source>The given tier is taken away</source>
   <translation>给予的等级已取消</translation>
  </message>
  <message>
   <source>The item does not fit as it was typed</source>
   <translation>这个商品填得不对</translation>
  </message>
  <message>
   <source>The label is too long</source>
   <translation>批次名太长</translation>
  </message>
  <message>
   <source>The last day comes before the first</source>
   <translation>结束那天早于开始那天</translation>
  </message>
  <message>
   <source>The last shift was of {day}</source>
   <translation>上一班是 {day} 的</translation>
  </message>
  <message>
   <source>The lowest tier begins at 0</source>
   <translation>最低的等级要从 0 开始</translation>
  </message>
  <message>
   <source>The member gets</source>
   <translation>会员得</translation>
  </message>
  <message>
   <source>The members could not be counted; nothing was changed. Try again.</source>
   <translation>没统计出来，数据没有变。再试一次。</translation>
  </message>
  <message>
   <source>The membership is ended</source>
   <translation>会籍已终止</translation>
  </message>
  <message>
   <source>The name of the category is too long</source>
   <translation>分类名称太长</translation>
  </message>
  <message>
   <source>The odds have to add up to 100 %</source>
   <translation>概率加起来要等于 100 %</translation>
  </message>
  <message>
   <source>The owner does this</source>
   <translation>要店主来做</translation>
  </message>
  <message>
   <source>The owner or a shift leader opens it</source>
   <translation>老板或值班长才能打开</translation>
  </message>
  <message>
   <source>The owner writes the programme</source>
   <translation>积分方案由老板来改</translation>
  </message>
  <message>
   <source>The paper did not come</source>
   <translation>小票没打出来</translation>
  </message>
  <message>
   <source>The payment was declined – ask for another code or another way; nothing was taken</source>
   <translation>没付成 – 请换个付款码或换个方式；没有扣款</translation>
  </message>
  <message>
   <source>The points have moved on meanwhile</source>
   <translation>这会儿积分有变动</translation>
  </message>
  <message>
   <source>The points of this receipt were claimed on {on}</source>
   <translation>这张小票的积分 {on} 已经领过</translation>
  </message>
  <message>
   <source>The points programme has no such tier</source>
   <translation>积分规则里没有这个等级</translation>
  </message>
  <message>
   <source>The points programme is not the one that was published</source>
   <translation>积分方案与发布的不一致</translation>
  </message>
  <message>
   <source>The price must be more than nothing</source>
   <translation>价格要大于 0</translation>
  </message>
  <message>
   <source>The price on this label does not fit its check digit</source>
   <translation>标签上的价格和校验位对不上</translation>
  </message>
  <message>
   <source>The printer does not answer</source>
   <translation>小票机没有回应</translation>
  </message>
  <message>
   <source>The printer is offline</source>
   <translation>小票机脱机</translation>
  </message>
  <message>
   <source>The printer reports trouble</source>
   <translation>小票机报错</translation>
  </message>
  <message>
   <source>The printer was unplugged</source>
   <translation>小票机断开</translation>
  </message>
  <message>
   <source>The printer's port is not there</source>
   <translation>找不到小票机接口</translation>
  </message>
  <message>
   <source>The profile is complete</source>
   <translation>资料已补全</translation>
  </message>
  <message>
   <source>The program has to be updated first.</source>
   <translation>请先更新程序。</translation>
  </message>
  <message>
   <source>The programme gives nothing for check-ins or activities</source>
   <translation>现在没有签到或活动的积分</translation>
  </message>
  <message>
   <source>The programme has defects</source>
   <translation>方案里有错</translation>
  </message>
  <message>
   <source>The programme has no such tier</source>
   <translation>方案里没有这个等级</translation>
  </message>
  <message>
   <source>The programme is too large</source>
   <translation>方案太大了</translation>
  </message>
  <message>
   <source>The provider has not answered yet</source>
   <translation>支付方还没回话</translation>
  </message>
  <message>
   <source>The receipt says where these points come from.</source>
   <translation>小票上写明这些分怎么来的，请保管好。</translation>
  </message>
  <message>
   <source>The referrer's membership was ended</source>
   <translation>推荐人已经注销</translation>
  </message>
  <message>
   <source>The rest wins nothing</source>
   <translation>剩下的算不中奖</translation>
  </message>
  <message>
   <source>The reward does not fit as it was typed</source>
   <translation>礼品信息填得不对</translation>
  </message>
  <message>
   <source>The rules on paper</source>
   <translation>纸上的规则</translation>
  </message>
  <message>
   <source>The sale finishes by itself when it is paid</source>
   <translation>付好后自动完成</translation>
  </message>
  <message>
   <source>The shares do not fit</source>
   <translation>比例不对</translation>
  </message>
  <message>
   <source>The shop checks them against the law that is in force.</source>
   <translation>限额由门店按现行法规核对。</translation>
  </message>
  <message>
   <source>The terms are not agreed to yet</source>
   <translation>还没有同意章程</translation>
  </message>
  <message>
   <source>The tier holds for, in days</source>
   <translation>等级保持天数</translation>
  </message>
  <message>
   <source>The tier is given</source>
   <translation>等级已给予</translation>
  </message>
  <message>
   <source>The tier is set</source>
   <translation>等级已设定</translation>
  </message>
  <message>
   <source>The till locks after</source>
   <translation>闲置后锁屏</translation>
  </message>
  <message>
   <source>The till's key cannot be read</source>
   <translation>本机的密钥读不出来</translation>
  </message>
  <message>
   <source>The till's key is missing</source>
   <translation>找不到本机的密钥</translation>
  </message>
  <message>
   <source>The till's key is not the one it was</source>
   <translation>本机的密钥和原来的不一样</translation>
  </message>
  <message>
   <source>The whole sale</source>
   <translation>整单</translation>
  </message>
  <message>
   <source>The whole sale is worked out again without what came back; the difference is settled.</source>
   <translation>整单去掉退回的商品重算一遍，差多少补多少、扣多少。</translation>
  </message>
  <message>
   <source>The window begins and ends at the same time</source>
   <translation>时段的开始和结束不能相同</translation>
  </message>
  <message>
   <source>The worth holds for paying with points and for percent back. Tiers change how fast points are earned, never this.</source>
   <translation>这个价值用于积分抵现和按比例返积分。等级只改变积分快慢，不改变一分值多少。</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>外观</translation>
  </message>
  <message>
   <source>Then</source>
   <translation>调整后人数</translation>
  </message>
  <message>
   <source>There are {max} drafts already</source>
   <translation>已经有 {max} 份草稿</translation>
  </message>
  <message>
   <source>There is no day 0</source>
   <translation>没有 0 号这一天</translation>
  </message>
  <message>
   <source>There is no draft yet.</source>
   <translation>还没有草稿。</translation>
  </message>
  <message>
   <source>There is no membership without the terms</source>
   <translation>不同意章程就没有会员资格</translation>
  </message>
  <message>
   <source>There is no shop in this folder</source>
   <translation>这个文件夹里还没有店</translation>
  </message>
  <message>
   <source>There is no such category and no such item</source>
   <translation>没有这个分类，也没有这个商品</translation>
  </message>
  <message>
   <source>There is no such change to keep</source>
   <translation>没有这么多零钱可存</translation>
  </message>
  <message>
   <source>There is no such day</source>
   <translation>没有这一天</translation>
  </message>
  <message>
   <source>There is no such moment</source>
   <translation>没有这个时间</translation>
  </message>
  <message>
   <source>There is no such note or coin</source>
   <translation>没有这种面值</translation>
  </message>
  <message>
   <source>There is no such reward: {reward}</source>
   <translation>没有这个礼品：{reward}</translation>
  </message>
  <message>
   <source>There is nobody on the list</source>
   <translation>名单上没有人</translation>
  </message>
  <message>
   <source>There is nothing like that in the books</source>
   <translation>账上没有这一笔</translation>
  </message>
  <message>
   <source>These books belong to another till</source>
   <translation>这是另一台收银机的账本</translation>
  </message>
  <message>
   <source>These books were written by a newer version</source>
   <translation>账本来自更新的版本</translation>
  </message>
  <message>
   <source>This approval was used already</source>
   <translation>这次批准已经用过</translation>
  </message>
  <message>
   <source>This basket is closed already</source>
   <translation>这一单已经收过了</translation>
  </message>
  <message>
   <source>This basket is no longer suspended</source>
   <translation>这单已经取走了</translation>
  </message>
  <message>
   <source>This cannot be taken back</source>
   <translation>这一笔不能撤销</translation>
  </message>
  <message>
   <source>This card belongs to nobody yet: {text}</source>
   <translation>这张卡还没有主人：{text}</translation>
  </message>
  <message>
   <source>This card is blocked</source>
   <translation>这张卡已停用</translation>
  </message>
  <message>
   <source>This card is somebody else's</source>
   <translation>这张卡是别人的</translation>
  </message>
  <message>
   <source>This claim code is not of a receipt here: {text}</source>
   <translation>没认出这个领取码：{text}</translation>
  </message>
  <message>
   <source>This coupon is on the sale already</source>
   <translation>这张优惠券已经在这一单里</translation>
  </message>
  <message>
   <source>This does not fit here</source>
   <translation>这里不能填这个</translation>
  </message>
  <message>
   <source>This earned no points</source>
   <translation>这一笔没有积分</translation>
  </message>
  <message>
   <source>This is no sale</source>
   <translation>这不是购物小票</translation>
  </message>
  <message>
   <source>This label has no price and no weight</source>
   <translation>标签上没有金额也没有重量</translation>
  </message>
  <message>
   <source>This line</source>
   <translation>这一行</translation>
  </message>
  <message>
   <source>This line has a price or discount by hand</source>
   <translation>这一行改过价或打过折</translation>
  </message>
  <message>
   <source>This line is no longer there</source>
   <translation>这一行已经不在了</translation>
  </message>
  <message>
   <source>This line is not on the receipt</source>
   <translation>小票上没有这一行</translation>
  </message>
  <message>
   <source>This member has claimed {limit} receipts today</source>
   <translation>这位会员今天已领 {limit} 张</translation>
  </message>
  <message>
   <source>This member stands on the open sale</source>
   <translation>这位会员正在结账单上</translation>
  </message>
  <message>
   <source>This membership was ended</source>
   <translation>这位会员已退会</translation>
  </message>
  <message>
   <source>This number is out of its bounds</source>
   <translation>这个数超出了范围</translation>
  </message>
  <message>
   <source>This payment is no longer there</source>
   <translation>这笔付款已经不在了</translation>
  </message>
  <message>
   <source>This person may not approve that</source>
   <translation>这位没有批准的权限</translation>
  </message>
  <message>
   <source>This person no longer works here</source>
   <translation>这个人已不在本店</translation>
  </message>
  <message>
   <source>This print job is no longer there</source>
   <translation>这个打印任务已经不在了</translation>
  </message>
  <message>
   <source>This programme has no tiers</source>
   <translation>这个方案没有会员等级</translation>
  </message>
  <message>
   <source>This programme has no tiers. Add them on the page of the programme first.</source>
   <translation>这个方案没有等级，先到“积分方案”里加上。</translation>
  </message>
  <message>
   <source>This receipt could be claimed to {on}</source>
   <translation>这张小票只能领到 {on}</translation>
  </message>
  <message>
   <source>This rule counts</source>
   <translation>这条规则怎么计</translation>
  </message>
  <message>
   <source>This sale</source>
   <translation>本单可得</translation>
  </message>
  <message>
   <source>This sale earned</source>
   <translation>本单得</translation>
  </message>
  <message>
   <source>This sale earns {points}</source>
   <translation>本单可得 {points}</translation>
  </message>
  <message>
   <source>This sale earns {points}, press F8 to see why</source>
   <translation>本单可得 {points}，按 F8 看说明</translation>
  </message>
  <message>
   <source>This sale gave</source>
   <translation>本单得</translation>
  </message>
  <message>
   <source>This sale gives you</source>
   <translation>这单您可得</translation>
  </message>
  <message>
   <source>This sale has its points on a member's card already</source>
   <translation>这单的积分已经在会员卡上</translation>
  </message>
  <message>
   <source>This sale used</source>
   <translation>本单用</translation>
  </message>
  <message>
   <source>This sale was made at another till</source>
   <translation>这单不是本机卖的</translation>
  </message>
  <message>
   <source>This says what would have been given for what was bought. Whether more is bought, only a control group tells.</source>
   <translation>回放只说明“按过去的买法会多发多少”。是否真的多来，要看对照组。</translation>
  </message>
  <message>
   <source>This shift has ended</source>
   <translation>这一班已经结束</translation>
  </message>
  <message>
   <source>This shop's programme has no stored value</source>
   <translation>本店方案没有储值</translation>
  </message>
  <message>
   <source>This value does not fit</source>
   <translation>这个值不合适</translation>
  </message>
  <message>
   <source>This very list was given already; a label tells two apart</source>
   <translation>这份名单已经送过；再送一次请填批次名区分</translation>
  </message>
  <message>
   <source>This voucher is handed out at the reward desk</source>
   <translation>这张券在礼品台兑付</translation>
  </message>
  <message>
   <source>This voucher is no gift card</source>
   <translation>这张券不是礼品卡</translation>
  </message>
  <message>
   <source>This voucher was good until {until}</source>
   <translation>这张券有效到 {until}</translation>
  </message>
  <message>
   <source>This was booked already on {on}</source>
   <translation>{on} 已经记过</translation>
  </message>
  <message>
   <source>This was given to a whole list</source>
   <translation>这是整批送的积分</translation>
  </message>
  <message>
   <source>This was taken back already</source>
   <translation>这一笔已撤销过</translation>
  </message>
  <message>
   <source>Threshold</source>
   <translation>现在门槛</translation>
  </message>
  <message>
   <source>Through time</source>
   <translation>到期与等级</translation>
  </message>
  <message>
   <source>Throw away</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>Tick it when the customer agrees</source>
   <translation>顾客同意后再打勾</translation>
  </message>
  <message>
   <source>Tick what comes back</source>
   <translation>勾选要退的商品</translation>
  </message>
  <message>
   <source>Tier</source>
   <translation>等级</translation>
  </message>
  <message>
   <source>Tier thresholds · {date}</source>
   <translation>等级门槛 · {date}</translation>
  </message>
  <message>
   <source>Tier until {date}</source>
   <translation>等级到 {date}</translation>
  </message>
  <message>
   <source>Tier {before} → {after}</source>
   <translation>等级 {before} → {after}</translation>
  </message>
  <message>
   <source>Tier {name}</source>
   <translation>等级 {name}</translation>
  </message>
  <message>
   <source>Tiers</source>
   <translation>等级</translation>
  </message>
  <message>
   <source>Tiers are given by hand here</source>
   <translation>这里的等级是手工定的</translation>
  </message>
  <message>
   <source>Tiers are given by hand here and stay until somebody sets another one.</source>
   <translation>这里的等级由门店设定，一直保留到再次改动。</translation>
  </message>
  <message>
   <source>Tiers are given by hand here: there is nothing to measure.</source>
   <translation>等级由人手工给，没有可统计的。</translation>
  </message>
  <message>
   <source>Tiers at the end</source>
   <translation>期末等级</translation>
  </message>
  <message>
   <source>Tiers follow purchases here</source>
   <translation>本店等级按消费自动评定</translation>
  </message>
  <message>
   <source>Tiers reviewed</source>
   <translation>等级复核</translation>
  </message>
  <message>
   <source>Till</source>
   <translation>收银台</translation>
  </message>
  <message>
   <source>Till {n}</source>
   <translation>{n} 号台</translation>
  </message>
  <message>
   <source>Tills</source>
   <translation>收银机</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>Time of day</source>
   <translation>时段</translation>
  </message>
  <message>
   <source>Time zone</source>
   <translation>时区</translation>
  </message>
  <message>
   <source>Times</source>
   <translation>倍数</translation>
  </message>
  <message>
   <source>To</source>
   <translation>到</translation>
  </message>
  <message>
   <source>To be had</source>
   <translation>兑换时间</translation>
  </message>
  <message>
   <source>To be mended</source>
   <translation>待改</translation>
  </message>
  <message>
   <source>To be reached</source>
   <translation>要达到</translation>
  </message>
  <message>
   <source>To pay</source>
   <translation>应付</translation>
  </message>
  <message>
   <source>To the reward desk</source>
   <translation>到礼品台</translation>
  </message>
  <message>
   <source>To {tier}</source>
   <translation>距{tier}</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>今天</translation>
  </message>
  <message>
   <source>Told from the events until then, with the rules of that day.</source>
   <translation>按那一刻之前的记录和当天的规则算出。</translation>
  </message>
  <message>
   <source>Tomorrow</source>
   <translation>明天</translation>
  </message>
  <message>
   <source>Too few at once</source>
   <translation>一次用得太少</translation>
  </message>
  <message>
   <source>Too long</source>
   <translation>太长</translation>
  </message>
  <message>
   <source>Too many cards for one member</source>
   <translation>一位会员的卡太多了</translation>
  </message>
  <message>
   <source>Too many payments on one sale</source>
   <translation>一单的付款次数太多</translation>
  </message>
  <message>
   <source>Too many points for one sale</source>
   <translation>一单用得太多</translation>
  </message>
  <message>
   <source>Too many wrong PINs</source>
   <translation>密码错太多次</translation>
  </message>
  <message>
   <source>Top up by</source>
   <translation>充值金额</translation>
  </message>
  <message>
   <source>Top {n} members</source>
   <translation>变化最大的 {n} 人</translation>
  </message>
  <message>
   <source>Top-up</source>
   <translation>充值</translation>
  </message>
  <message>
   <source>Topped up by {amount}</source>
   <translation>已充值 {amount}</translation>
  </message>
  <message>
   <source>Total</source>
   <translation>合计</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>再试</translation>
  </message>
  <message>
   <source>Try it</source>
   <translation>试一试</translation>
  </message>
  <message>
   <source>Two codes ran into one another</source>
   <translation>两个码连在一起了</translation>
  </message>
  <message>
   <source>Two prizes are the same</source>
   <translation>有两个奖品相同</translation>
  </message>
  <message>
   <source>Type a name first</source>
   <translation>先填名称</translation>
  </message>
  <message>
   <source>Type at least 4 digits of the phone, or a name</source>
   <translation>至少输入手机号 4 位，或输入姓名</translation>
  </message>
  <message>
   <source>Type less than is due and press Enter: it is taken as a part, the rest stays due. ✕ takes it back.</source>
   <translation>输入少于应收的金额按 Enter：先收这一部分，余下的继续收。✕ 可撤回。</translation>
  </message>
  <message>
   <source>Type the PIN first, then scan again</source>
   <translation>先输密码，再扫一次</translation>
  </message>
  <message>
   <source>Type the amount</source>
   <translation>请输入金额</translation>
  </message>
  <message>
   <source>Type the phone first</source>
   <translation>先输手机号</translation>
  </message>
  <message>
   <source>Type the price</source>
   <translation>输入金额</translation>
  </message>
  <message>
   <source>Type what the goods are called</source>
   <translation>输入商品名称来找</translation>
  </message>
  <message>
   <source>Type your PIN: 4 to 8 digits</source>
   <translation>请输入 4 到 8 位密码</translation>
  </message>
  <message>
   <source>Under review: earns, cannot spend</source>
   <translation>账户待核查：可积分，暂不能用</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Unknown</source>
   <translation>不明</translation>
  </message>
  <message>
   <source>Until</source>
   <translation>到</translation>
  </message>
  <message>
   <source>Up</source>
   <translation>上移</translation>
  </message>
  <message>
   <source>Up to {amount} no leader is needed</source>
   <translation>{amount} 以内收银员可退，不用店长</translation>
  </message>
  <message>
   <source>Upgrade</source>
   <translation>升级</translation>
  </message>
  <message>
   <source>Usable</source>
   <translation>可用</translation>
  </message>
  <message>
   <source>Usable after</source>
   <translation>几天后可用</translation>
  </message>
  <message>
   <source>Usable now</source>
   <translation>现在可用</translation>
  </message>
  <message>
   <source>Use points</source>
   <translation>用积分</translation>
  </message>
  <message>
   <source>Use points today? Up to {amount} off</source>
   <translation>今天想用积分吗？最多可抵 {amount}</translation>
  </message>
  <message>
   <source>Use the member's points</source>
   <translation>用会员积分</translation>
  </message>
  <message>
   <source>Use this member</source>
   <translation>直接使用</translation>
  </message>
  <message>
   <source>Used already: {on} {time}, {place}</source>
   <translation>已用过：{on} {time}，{place}</translation>
  </message>
  <message>
   <source>Used first are</source>
   <translation>先用哪些积分</translation>
  </message>
  <message>
   <source>Used points given back</source>
   <translation>退回用掉的</translation>
  </message>
  <message>
   <source>Using points</source>
   <translation>用积分</translation>
  </message>
  <message>
   <source>Usually every day, now {n} days</source>
   <translation>平时每天来，这次隔了 {n} 天</translation>
  </message>
  <message>
   <source>Usually every {usual} days, now {n}</source>
   <translation>平时 {usual} 天来一次，这次隔了 {n} 天</translation>
  </message>
  <message>
   <source>Versions</source>
   <translation>版本</translation>
  </message>
  <message>
   <source>Virtual printer</source>
   <translation>虚拟小票机</translation>
  </message>
  <message>
   <source>Virtual printer · drawer opened {n} times</source>
   <translation>虚拟小票机 · 钱箱开了 {n} 次</translation>
  </message>
  <message>
   <source>Visits each</source>
   <translation>人均到店</translation>
  </message>
  <message>
   <source>Visits in the period</source>
   <translation>这一期已到店</translation>
  </message>
  <message>
   <source>Voucher</source>
   <translation>券</translation>
  </message>
  <message>
   <source>Voucher code</source>
   <translation>券码</translation>
  </message>
  <message>
   <source>Voucher printed: {name}</source>
   <translation>已出券：{name}</translation>
  </message>
  <message>
   <source>Voucher taken back: {name}</source>
   <translation>收回券：{name}</translation>
  </message>
  <message>
   <source>Voucher used, not back: {name}</source>
   <translation>券已用，收不回：{name}</translation>
  </message>
  <message>
   <source>Vouchers</source>
   <translation>券</translation>
  </message>
  <message>
   <source>Vouchers and rewards had</source>
   <translation>兑换券</translation>
  </message>
  <message>
   <source>Waiting for the customer to confirm · {n} s</source>
   <translation>等顾客确认 · 已 {n} 秒</translation>
  </message>
  <message>
   <source>Waits for paper</source>
   <translation>等纸</translation>
  </message>
  <message>
   <source>Waits for the lid</source>
   <translation>等合盖</translation>
  </message>
  <message>
   <source>Waits for the printer</source>
   <translation>等小票机</translation>
  </message>
  <message>
   <source>Walk-in</source>
   <translation>散客</translation>
  </message>
  <message>
   <source>Walk-in · worth {points}</source>
   <translation>非会员 · 值 {points}</translation>
  </message>
  <message>
   <source>Wanted</source>
   <translation>想要</translation>
  </message>
  <message>
   <source>Wanted, in per cent</source>
   <translation>想要的比例（%）</translation>
  </message>
  <message>
   <source>Was referred</source>
   <translation>有推荐人</translation>
  </message>
  <message>
   <source>WeChat / Alipay pay code</source>
   <translation>微信 / 支付宝付款码</translation>
  </message>
  <message>
   <source>Welcome</source>
   <translation>欢迎光临</translation>
  </message>
  <message>
   <source>Welcome {points}</source>
   <translation>入会礼 {points}</translation>
  </message>
  <message>
   <source>Welcome {welcome} + this sale {sale} = {total}</source>
   <translation>入会礼 {welcome} + 本单 {sale} = {total}</translation>
  </message>
  <message>
   <source>What</source>
   <translation>事由</translation>
  </message>
  <message>
   <source>What a reward asks stands in the programme; cost, stock and hand-over stand here.</source>
   <translation>礼品要多少积分写在积分方案里；成本、库存、交付写在这里。</translation>
  </message>
  <message>
   <source>What a tier gives are rules of its own: multiply its points in the list of rules.</source>
   <translation>等级有什么好处由规则来定：在规则里给它加倍。</translation>
  </message>
  <message>
   <source>What counts</source>
   <translation>计分金额</translation>
  </message>
  <message>
   <source>What happens</source>
   <translation>发生什么</translation>
  </message>
  <message>
   <source>What happens to the drawer? It is written down with your name.</source>
   <translation>钱箱要做什么？会记下你的名字。</translation>
  </message>
  <message>
   <source>What is done</source>
   <translation>事项</translation>
  </message>
  <message>
   <source>What is done at the hand-over</source>
   <translation>交付时要做的事</translation>
  </message>
  <message>
   <source>What is due by its date is reviewed again in the next daily run</source>
   <translation>已到复核日的，下次日结会再次复核</translation>
  </message>
  <message>
   <source>What is known</source>
   <translation>项目</translation>
  </message>
  <message>
   <source>What is marked red has to be mended first; then the last days are told again.</source>
   <translation>先改好标红的地方，再重算。</translation>
  </message>
  <message>
   <source>What is past its last day lapses again in the next daily run</source>
   <translation>已过最后有效日的积分，下次日结会再次到期</translation>
  </message>
  <message>
   <source>What it gives</source>
   <translation>给什么</translation>
  </message>
  <message>
   <source>What it says</source>
   <translation>规则内容</translation>
  </message>
  <message>
   <source>What lies in the drawer?</source>
   <translation>钱箱里有多少备用金？</translation>
  </message>
  <message>
   <source>What points cost</source>
   <translation>积分成本</translation>
  </message>
  <message>
   <source>What shall the draft be called?</source>
   <translation>这份草稿叫什么？</translation>
  </message>
  <message>
   <source>What the simulator answers</source>
   <translation>模拟支付的结果</translation>
  </message>
  <message>
   <source>What the voucher does</source>
   <translation>这张券做什么</translation>
  </message>
  <message>
   <source>What this rule says</source>
   <translation>这条规则说的是</translation>
  </message>
  <message>
   <source>What this rule says (press the blue parts to change them)</source>
   <translation>这条规则说的是（点蓝色部分修改）</translation>
  </message>
  <message>
   <source>What was earned meanwhile can be used again.</source>
   <translation>这段时间攒的积分可以用了。</translation>
  </message>
  <message>
   <source>When it counts</source>
   <translation>什么时候算</translation>
  </message>
  <message>
   <source>When several rules hold</source>
   <translation>几条同时满足时</translation>
  </message>
  <message>
   <source>Where points were earned</source>
   <translation>得分才印</translation>
  </message>
  <message>
   <source>Where your points come from</source>
   <translation>您的积分怎么来的</translation>
  </message>
  <message>
   <source>Which day in a row</source>
   <translation>连续第几天</translation>
  </message>
  <message>
   <source>Which sale</source>
   <translation>第几次消费</translation>
  </message>
  <message>
   <source>Which time</source>
   <translation>第几次</translation>
  </message>
  <message>
   <source>Who approves it? Choose yourself and type your PIN.</source>
   <translation>谁来批准？选自己，输密码。</translation>
  </message>
  <message>
   <source>Who works here? Choose yourself and type your PIN.</source>
   <translation>今天谁收银？选自己，输入密码。</translation>
  </message>
  <message>
   <source>Whole sale</source>
   <translation>整单</translation>
  </message>
  <message>
   <source>Whose points lapse soon</source>
   <translation>谁的积分快到期</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Why points</source>
   <translation>积分说明</translation>
  </message>
  <message>
   <source>Why these points</source>
   <translation>积分怎么来的</translation>
  </message>
  <message>
   <source>Why you</source>
   <translation>为什么要批准</translation>
  </message>
  <message>
   <source>Why? It is written down with your name.</source>
   <translation>为什么开？会记在你的名下。</translation>
  </message>
  <message>
   <source>Window {n}</source>
   <translation>时段 {n}</translation>
  </message>
  <message>
   <source>With a member card this sale would have given {n}</source>
   <translation>有会员卡的话，这单可得 {n}</translation>
  </message>
  <message>
   <source>With approval</source>
   <translation>需批准</translation>
  </message>
  <message>
   <source>With the suggestion: {rise}, {fall}.</source>
   <translation>按建议：{rise}，{fall}。</translation>
  </message>
  <message>
   <source>Within reach</source>
   <translation>可换</translation>
  </message>
  <message>
   <source>Within the {limit} that a drawer may differ</source>
   <translation>在允许的 ±{limit} 以内</translation>
  </message>
  <message>
   <source>Without a receipt</source>
   <translation>无小票退货</translation>
  </message>
  <message>
   <source>Without a receipt a leader approves</source>
   <translation>没有小票，要店长批准</translation>
  </message>
  <message>
   <source>Without the paper</source>
   <translation>没有小票也能找</translation>
  </message>
  <message>
   <source>Without this condition</source>
   <translation>去掉这个条件</translation>
  </message>
  <message>
   <source>Won: {name}</source>
   <translation>抽中：{name}</translation>
  </message>
  <message>
   <source>Work out</source>
   <translation>重算</translation>
  </message>
  <message>
   <source>Worked out for you</source>
   <translation>算给你看</translation>
  </message>
  <message>
   <source>Worked out from the shop's own {n} receipts; nothing is booked · {span}</source>
   <translation>用本店真实的 {n} 笔小票重算，不动账本 · {span}</translation>
  </message>
  <message>
   <source>Worked out from top to bottom</source>
   <translation>自上而下计算</translation>
  </message>
  <message>
   <source>Working it out anew, {percent} %</source>
   <translation>正在重算 {percent} %</translation>
  </message>
  <message>
   <source>Works here</source>
   <translation>在职</translation>
  </message>
  <message>
   <source>Works here again</source>
   <translation>恢复在职</translation>
  </message>
  <message>
   <source>Worth</source>
   <translation>可抵</translation>
  </message>
  <message>
   <source>Worth a look</source>
   <translation>值得看一眼</translation>
  </message>
  <message>
   <source>Written down</source>
   <translation>已记下</translation>
  </message>
  <message>
   <source>Wrong PIN</source>
   <translation>密码不对</translation>
  </message>
  <message>
   <source>Wrong item</source>
   <translation>扫错商品</translation>
  </message>
  <message>
   <source>X report</source>
   <translation>X 报表</translation>
  </message>
  <message>
   <source>X report first</source>
   <translation>先打 X 报表</translation>
  </message>
  <message>
   <source>Years</source>
   <translation>按年</translation>
  </message>
  <message>
   <source>Years on</source>
   <translation>再过几年</translation>
  </message>
  <message>
   <source>Yes</source>
   <translation>是</translation>
  </message>
  <message>
   <source>You can look and try; the owner writes and publishes.</source>
   <translation>可以查看和试算；修改和发布由老板来做。</translation>
  </message>
  <message>
   <source>You can tell the customer: {facts}</source>
   <translation>可以告诉顾客：{facts}</translation>
  </message>
  <message>
   <source>You gave {amount}</source>
   <translation>收 {amount}</translation>
  </message>
  <message>
   <source>You may refund this yourself</source>
   <translation>你可以直接退</translation>
  </message>
  <message>
   <source>Your points</source>
   <translation>您的积分</translation>
  </message>
  <message>
   <source>Your points now</source>
   <translation>现有</translation>
  </message>
  <message>
   <source>Yuan off</source>
   <translation>减几元</translation>
  </message>
  <message>
   <source>Z</source>
   <translation>Z 号</translation>
  </message>
  <message>
   <source>Z {n}</source>
   <translation>第 {n} 号</translation>
  </message>
  <message>
   <source>a day</source>
   <translation>每天</translation>
  </message>
  <message>
   <source>a fixed number of points</source>
   <translation>送固定积分</translation>
  </message>
  <message>
   <source>a higher price</source>
   <translation>价格调高</translation>
  </message>
  <message>
   <source>a member's sale is found by name or card</source>
   <translation>会员的单可按姓名或卡找到</translation>
  </message>
  <message>
   <source>a month</source>
   <translation>每月</translation>
  </message>
  <message>
   <source>a part of a step counts in part</source>
   <translation>不满一份也按比例算</translation>
  </message>
  <message>
   <source>a partner's</source>
   <translation>合作商户的</translation>
  </message>
  <message>
   <source>a sale is returned; points are corrected on the member's page</source>
   <translation>销售请退货，积分在会员页更正</translation>
  </message>
  <message>
   <source>a second person approves</source>
   <translation>需要第二个人同意</translation>
  </message>
  <message>
   <source>a share off</source>
   <translation>打折扣</translation>
  </message>
  <message>
   <source>a voucher</source>
   <translation>送券</translation>
  </message>
  <message>
   <source>a voucher is good once; nothing was taken</source>
   <translation>一张券只能用一次；没有扣什么</translation>
  </message>
  <message>
   <source>a year</source>
   <translation>每年</translation>
  </message>
  <message>
   <source>activity</source>
   <translation>活动</translation>
  </message>
  <message>
   <source>add cards, phones or a group first</source>
   <translation>先加卡号、手机号或一组会员</translation>
  </message>
  <message>
   <source>add them on the programme's page first</source>
   <translation>先在积分方案页上加等级</translation>
  </message>
  <message>
   <source>after discount</source>
   <translation>折后</translation>
  </message>
  <message>
   <source>agreed</source>
   <translation>已同意</translation>
  </message>
  <message>
   <source>agreed aloud</source>
   <translation>顾客口头同意</translation>
  </message>
  <message>
   <source>all gone</source>
   <translation>已换完</translation>
  </message>
  <message>
   <source>all gone, more on {date}</source>
   <translation>已换完，{date}到货</translation>
  </message>
  <message>
   <source>all goods</source>
   <translation>全部商品</translation>
  </message>
  <message>
   <source>all members together</source>
   <translation>全部会员合计</translation>
  </message>
  <message>
   <source>all time</source>
   <translation>累计全部</translation>
  </message>
  <message>
   <source>an amount off</source>
   <translation>减金额</translation>
  </message>
  <message>
   <source>and {n} more above</source>
   <translation>前面还有 {n} 样</translation>
  </message>
  <message>
   <source>and {n} more lots</source>
   <translation>还有 {n} 批</translation>
  </message>
  <message>
   <source>another owner does it</source>
   <translation>请另一位店主来停用</translation>
  </message>
  <message>
   <source>any number</source>
   <translation>不限</translation>
  </message>
  <message>
   <source>as a favour</source>
   <translation>人情给予</translation>
  </message>
  <message>
   <source>as in v{n}</source>
   <translation>和 v{n} 一样</translation>
  </message>
  <message>
   <source>as long as the member comes</source>
   <translation>常来就不过期</translation>
  </message>
  <message>
   <source>as often as wanted</source>
   <translation>不限次数</translation>
  </message>
  <message>
   <source>as the programme says</source>
   <translation>按积分规则</translation>
  </message>
  <message>
   <source>ask again</source>
   <translation>重新请求批准</translation>
  </message>
  <message>
   <source>ask the customer to refresh it</source>
   <translation>请顾客刷新</translation>
  </message>
  <message>
   <source>ask the customer, then tick them</source>
   <translation>问过顾客再勾选</translation>
  </message>
  <message>
   <source>asked for</source>
   <translation>收银时问价</translation>
  </message>
  <message>
   <source>at any time</source>
   <translation>随时</translation>
  </message>
  <message>
   <source>at least ¥{limit_minor}; nothing was taken</source>
   <translation>至少 ¥{limit_minor}；没有收款</translation>
  </message>
  <message>
   <source>at most 20 MB; nothing was booked</source>
   <translation>最多 20 MB；没有入账</translation>
  </message>
  <message>
   <source>at most {available} can be taken; nothing was booked</source>
   <translation>最多能扣 {available} 分；没有入账</translation>
  </message>
  <message>
   <source>at most {limit} characters</source>
   <translation>最多 {limit} 个字</translation>
  </message>
  <message>
   <source>at most {limit} points on what was shown</source>
   <translation>现有凭证最多用 {limit} 分</translation>
  </message>
  <message>
   <source>at most {max}</source>
   <translation>最多 {max} 张</translation>
  </message>
  <message>
   <source>at most {max}; nothing was booked</source>
   <translation>最多 {max} 行；没有入账</translation>
  </message>
  <message>
   <source>at most {max}; take one back first</source>
   <translation>最多 {max} 笔；先撤回一笔</translation>
  </message>
  <message>
   <source>at most {most_minor}; count again</source>
   <translation>最多 {most_minor}，请重新数</translation>
  </message>
  <message>
   <source>at most {most} of a kind; count again</source>
   <translation>每种最多 {most}，请重新数</translation>
  </message>
  <message>
   <source>at most {percent} % of a sale</source>
   <translation>单笔最多抵 {percent} %</translation>
  </message>
  <message>
   <source>at most {points}</source>
   <translation>最多 {points}</translation>
  </message>
  <message>
   <source>at most ¥{limit_minor} with the bonus; nothing was taken</source>
   <translation>连同赠金最多 ¥{limit_minor}；没有收款</translation>
  </message>
  <message>
   <source>at once</source>
   <translation>马上升</translation>
  </message>
  <message>
   <source>at the counter</source>
   <translation>门店收银</translation>
  </message>
  <message>
   <source>at the lowest price, in cash</source>
   <translation>按最低售价，退现金</translation>
  </message>
  <message>
   <source>at the review</source>
   <translation>定期评定时升</translation>
  </message>
  <message>
   <source>attaches member and points</source>
   <translation>带出会员，自动积分</translation>
  </message>
  <message>
   <source>before discount</source>
   <translation>折前</translation>
  </message>
  <message>
   <source>bind it, or find the member with F2</source>
   <translation>可以绑定，或按 F2 找会员</translation>
  </message>
  <message>
   <source>bind the new card on the member's page; the money stays</source>
   <translation>请在会员页绑新卡；钱还在</translation>
  </message>
  <message>
   <source>birthday</source>
   <translation>生日</translation>
  </message>
  <message>
   <source>blocked</source>
   <translation>已停用</translation>
  </message>
  <message>
   <source>bonus</source>
   <translation>赠金</translation>
  </message>
  <message>
   <source>bonus first</source>
   <translation>先用赠金</translation>
  </message>
  <message>
   <source>book them as owed</source>
   <translation>记为欠分</translation>
  </message>
  <message>
   <source>booked</source>
   <translation>已记账</translation>
  </message>
  <message>
   <source>bought</source>
   <translation>购买</translation>
  </message>
  <message>
   <source>broken</source>
   <translation>损坏</translation>
  </message>
  <message>
   <source>buys {goods} for {amount}</source>
   <translation>买 {amount} {goods}</translation>
  </message>
  <message>
   <source>by itself</source>
   <translation>自动兑换</translation>
  </message>
  <message>
   <source>by share of each payment</source>
   <translation>按原付款比例</translation>
  </message>
  <message>
   <source>by the points they earned</source>
   <translation>按得分</translation>
  </message>
  <message>
   <source>by their visits</source>
   <translation>按到店次数</translation>
  </message>
  <message>
   <source>by what they spent</source>
   <translation>按消费额</translation>
  </message>
  <message>
   <source>call the manager and delete nothing; finished sales are kept</source>
   <translation>请叫店长，不要删除任何文件；已完成的都在</translation>
  </message>
  <message>
   <source>call the manager: check the books or restore the last backup; the basket is safe</source>
   <translation>请店长核对账簿或恢复最近的备份；购物篮不会丢</translation>
  </message>
  <message>
   <source>call the manager: the port must be allowed for this user. {n} receipt is kept.</source>
   <translation>请店长给这个用户开放接口。{n} 张小票已存好。</translation>
  </message>
  <message>
   <source>call the manager: the port must be allowed for this user. {n} receipts are kept.</source>
   <translation>请店长给这个用户开放接口。{n} 张小票已存好。</translation>
  </message>
  <message>
   <source>call the manager; the basket is safe</source>
   <translation>请叫店长；购物篮不会丢</translation>
  </message>
  <message>
   <source>can be used</source>
   <translation>可用</translation>
  </message>
  <message>
   <source>card …{tail}</source>
   <translation>卡尾号 {tail}</translation>
  </message>
  <message>
   <source>changing member code</source>
   <translation>动态会员码</translation>
  </message>
  <message>
   <source>check power and cable. {n} receipt is kept and can be printed later.</source>
   <translation>检查电源和数据线。小票已存好 {n} 张，接上后可补打。</translation>
  </message>
  <message>
   <source>check power and cable. {n} receipts are kept and can be printed later.</source>
   <translation>检查电源和数据线。小票已存好 {n} 张，接上后可补打。</translation>
  </message>
  <message>
   <source>check that the paper is whole; nothing was booked</source>
   <translation>看看小票是否完整；什么都没记</translation>
  </message>
  <message>
   <source>check the number on the paper</source>
   <translation>核对小票上的号码</translation>
  </message>
  <message>
   <source>choose a rounder number</source>
   <translation>请换一个整一点的数</translation>
  </message>
  <message>
   <source>choose at most {max_points}</source>
   <translation>最多用 {max_points} 分</translation>
  </message>
  <message>
   <source>choose from the list</source>
   <translation>从列表里选</translation>
  </message>
  <message>
   <source>choose more</source>
   <translation>请多用一些</translation>
  </message>
  <message>
   <source>choose one from the list</source>
   <translation>从列表里选</translation>
  </message>
  <message>
   <source>choose one from today to ten years ahead</source>
   <translation>请选今天起十年内的日期</translation>
  </message>
  <message>
   <source>choose one of its tiers</source>
   <translation>请选现有的等级</translation>
  </message>
  <message>
   <source>choose one of the reasons</source>
   <translation>选一个原因</translation>
  </message>
  <message>
   <source>choose one of the three</source>
   <translation>请在三个原因里选一个</translation>
  </message>
  <message>
   <source>choose one of those shown</source>
   <translation>请从列出的里面选</translation>
  </message>
  <message>
   <source>choose one within ten years</source>
   <translation>请选十年以内的日期</translation>
  </message>
  <message>
   <source>choose pay-in, pay-out or safe drop</source>
   <translation>请选存入、支出或缴款</translation>
  </message>
  <message>
   <source>choose somebody else</source>
   <translation>换一位</translation>
  </message>
  <message>
   <source>choose today or a later day; nothing was published</source>
   <translation>请选今天或以后的日子；没有发布</translation>
  </message>
  <message>
   <source>choose what comes back</source>
   <translation>先选退什么</translation>
  </message>
  <message>
   <source>choose why it comes back</source>
   <translation>选一个退货原因</translation>
  </message>
  <message>
   <source>choose why points are given or taken</source>
   <translation>选一个加减分的原因</translation>
  </message>
  <message>
   <source>choose why the account changes</source>
   <translation>选一个原因</translation>
  </message>
  <message>
   <source>close it; {n} receipt prints by itself.</source>
   <translation>合上盖子后自动续打 {n} 张。</translation>
  </message>
  <message>
   <source>close it; {n} receipts print by themselves.</source>
   <translation>合上盖子后自动续打 {n} 张。</translation>
  </message>
  <message>
   <source>close that program. {n} receipt is kept and prints by itself.</source>
   <translation>关掉那个程序。{n} 张小票已存好，会自动续打。</translation>
  </message>
  <message>
   <source>close that program. {n} receipts are kept and print by themselves.</source>
   <translation>关掉那个程序。{n} 张小票已存好，会自动续打。</translation>
  </message>
  <message>
   <source>come again tomorrow; nothing was booked</source>
   <translation>明天再来；没有记账</translation>
  </message>
  <message>
   <source>come again tomorrow; the receipt stays good</source>
   <translation>明天再来；小票仍有效</translation>
  </message>
  <message>
   <source>costs nothing</source>
   <translation>免费</translation>
  </message>
  <message>
   <source>count again</source>
   <translation>请重新数</translation>
  </message>
  <message>
   <source>count again, or choose a reason</source>
   <translation>请重新数，或选一个原因</translation>
  </message>
  <message>
   <source>counted</source>
   <translation>盘点</translation>
  </message>
  <message>
   <source>cut off: {done} of {all}</source>
   <translation>中断：完成 {done}/{all}</translation>
  </message>
  <message>
   <source>day</source>
   <translation>天</translation>
  </message>
  <message>
   <source>day {n} in a row</source>
   <translation>连续 {n} 天</translation>
  </message>
  <message>
   <source>days</source>
   <translation>天</translation>
  </message>
  <message>
   <source>dearer than a point is worth</source>
   <translation>每分成本高于积分价值</translation>
  </message>
  <message>
   <source>delivered</source>
   <translation>到货</translation>
  </message>
  <message>
   <source>each cashier</source>
   <translation>每位收银员</translation>
  </message>
  <message>
   <source>each is good once; nothing was changed</source>
   <translation>每张只算一次；没有改动</translation>
  </message>
  <message>
   <source>each its own last day</source>
   <translation>按各自原有效期</translation>
  </message>
  <message>
   <source>each member</source>
   <translation>每位会员</translation>
  </message>
  <message>
   <source>each receipt once; nothing was booked</source>
   <translation>每张只能领一次；什么都没记</translation>
  </message>
  <message>
   <source>each store</source>
   <translation>每家门店</translation>
  </message>
  <message>
   <source>each till</source>
   <translation>每台收银机</translation>
  </message>
  <message>
   <source>earned {n}, used {m}</source>
   <translation>得 {n}，用 {m}</translation>
  </message>
  <message>
   <source>earns nothing</source>
   <translation>不积分</translation>
  </message>
  <message>
   <source>end the membership instead, in the office</source>
   <translation>如要注销，请到后台办理</translation>
  </message>
  <message>
   <source>every so many</source>
   <translation>每隔几次</translation>
  </message>
  <message>
   <source>every {amount}: {bonus}</source>
   <translation>每满 {amount} 送 {bonus}</translation>
  </message>
  <message>
   <source>exact · Enter</source>
   <translation>刚好 Enter</translation>
  </message>
  <message>
   <source>exactly</source>
   <translation>精确值</translation>
  </message>
  <message>
   <source>exactly this one</source>
   <translation>只这一次</translation>
  </message>
  <message>
   <source>exactly {amount}</source>
   <translation>刚好 {amount}</translation>
  </message>
  <message>
   <source>excluded</source>
   <translation>不参与</translation>
  </message>
  <message>
   <source>expired</source>
   <translation>已过期</translation>
  </message>
  <message>
   <source>fen</source>
   <translation>分钱</translation>
  </message>
  <message>
   <source>find it with F3</source>
   <translation>按 F3 找到它</translation>
  </message>
  <message>
   <source>find the member with F2; the points are safe</source>
   <translation>按 F2 找会员，积分都在</translation>
  </message>
  <message>
   <source>finish it first</source>
   <translation>请先结完那一单</translation>
  </message>
  <message>
   <source>finish it or take the member off first</source>
   <translation>先结完，或先取消会员</translation>
  </message>
  <message>
   <source>finish it, suspend it or give it up first</source>
   <translation>先收完、挂单或放弃</translation>
  </message>
  <message>
   <source>finish it, then scan the receipt</source>
   <translation>先收完款，再扫小票</translation>
  </message>
  <message>
   <source>for ever</source>
   <translation>一直有效</translation>
  </message>
  <message>
   <source>for good</source>
   <translation>长期有效</translation>
  </message>
  <message>
   <source>for this sale already</source>
   <translation>本单就算</translation>
  </message>
  <message>
   <source>for {tiers}</source>
   <translation>限{tiers}</translation>
  </message>
  <message>
   <source>found</source>
   <translation>找到了</translation>
  </message>
  <message>
   <source>free</source>
   <translation>可注册</translation>
  </message>
  <message>
   <source>from the next sale on</source>
   <translation>下一单起</translation>
  </message>
  <message>
   <source>from today to ten years ahead</source>
   <translation>从今天起，十年之内</translation>
  </message>
  <message>
   <source>from {amount}</source>
   <translation>满 {amount}</translation>
  </message>
  <message>
   <source>from {amount} on</source>
   <translation>满 {amount} 可用</translation>
  </message>
  <message>
   <source>from {amount}: {bonus}</source>
   <translation>满 {amount} 送 {bonus}</translation>
  </message>
  <message>
   <source>from {date}</source>
   <translation>{date}起</translation>
  </message>
  <message>
   <source>from {day}</source>
   <translation>{day}起</translation>
  </message>
  <message>
   <source>from ¥{limit_minor} on; type name and document</source>
   <translation>满 ¥{limit_minor} 起；请输入姓名和证件号</translation>
  </message>
  <message>
   <source>frozen</source>
   <translation>冻结</translation>
  </message>
  <message>
   <source>give a tier in place of the own, with a last day</source>
   <translation>可另给等级并写明到期日</translation>
  </message>
  <message>
   <source>give it back in cash, then say so here</source>
   <translation>请用现金退给顾客，退好后在这里确认</translation>
  </message>
  <message>
   <source>give it to the member who has the points</source>
   <translation>请交给有积分的会员本人</translation>
  </message>
  <message>
   <source>given</source>
   <translation>已同意</translation>
  </message>
  <message>
   <source>given by a rule</source>
   <translation>由规则发放</translation>
  </message>
  <message>
   <source>given by hand</source>
   <translation>手动评定</translation>
  </message>
  <message>
   <source>given until then</source>
   <translation>赠送至此</translation>
  </message>
  <message>
   <source>go on at another till; the basket is safe</source>
   <translation>请换一台收银机；购物篮不会丢</translation>
  </message>
  <message>
   <source>goes into the basket</source>
   <translation>加入购物篮</translation>
  </message>
  <message>
   <source>good for {n} days</source>
   <translation>有效 {n} 天</translation>
  </message>
  <message>
   <source>good until, then exchanged</source>
   <translation>有效期至，到期换卡</translation>
  </message>
  <message>
   <source>had often enough</source>
   <translation>次数已满</translation>
  </message>
  <message>
   <source>hand it out at the reward desk (F10)</source>
   <translation>请到礼品台（F10）兑付</translation>
  </message>
  <message>
   <source>handed out at the desk</source>
   <translation>在礼品台兑付</translation>
  </message>
  <message>
   <source>handed over</source>
   <translation>已交付</translation>
  </message>
  <message>
   <source>have a new roll ready; it will say when it is empty.</source>
   <translation>准备好新纸卷，空了会提醒。</translation>
  </message>
  <message>
   <source>have it weighed again</source>
   <translation>重新称一下</translation>
  </message>
  <message>
   <source>have it weighed again, or type the price</source>
   <translation>重新称一下，或输入价格</translation>
  </message>
  <message>
   <source>hour and minute</source>
   <translation>时分</translation>
  </message>
  <message>
   <source>in a month</source>
   <translation>当月</translation>
  </message>
  <message>
   <source>in a year</source>
   <translation>当年</translation>
  </message>
  <message>
   <source>in all</source>
   <translation>一共</translation>
  </message>
  <message>
   <source>in cash</source>
   <translation>退现金</translation>
  </message>
  <message>
   <source>in its own way</source>
   <translation>单独设定</translation>
  </message>
  <message>
   <source>in proportion</source>
   <translation>按比例</translation>
  </message>
  <message>
   <source>in the birthday month</source>
   <translation>生日当月</translation>
  </message>
  <message>
   <source>in the order below</source>
   <translation>按下面的顺序</translation>
  </message>
  <message>
   <source>in the shop's order</source>
   <translation>按本店次序</translation>
  </message>
  <message>
   <source>in this month</source>
   <translation>在当月</translation>
  </message>
  <message>
   <source>in use</source>
   <translation>使用中</translation>
  </message>
  <message>
   <source>in {category}</source>
   <translation>属于 {category}</translation>
  </message>
  <message>
   <source>it cannot be taken any more; nothing was booked</source>
   <translation>已经不能用；没有记账</translation>
  </message>
  <message>
   <source>it earns but cannot spend; the points are safe</source>
   <translation>可积分，暂不能用；积分都在</translation>
  </message>
  <message>
   <source>it is another shop's, or was misread; scan it again</source>
   <translation>是别家店的，或没扫清楚；请再扫一次</translation>
  </message>
  <message>
   <source>it is the shop's gift; nothing was booked</source>
   <translation>是店里送的；没有记账</translation>
  </message>
  <message>
   <source>it is too late; nothing was booked</source>
   <translation>过期了；什么都没记</translation>
  </message>
  <message>
   <source>it was closed before there were any, or is open still</source>
   <translation>它还没结班，或是早先结的</translation>
  </message>
  <message>
   <source>items</source>
   <translation>件</translation>
  </message>
  <message>
   <source>its points went back to the member</source>
   <translation>积分已还给会员</translation>
  </message>
  <message>
   <source>just now</source>
   <translation>刚刚</translation>
  </message>
  <message>
   <source>kept though not reached</source>
   <translation>未达标但保留</translation>
  </message>
  <message>
   <source>last day</source>
   <translation>最后一天</translation>
  </message>
  <message>
   <source>later, against the code on the slip</source>
   <translation>以后凭小票上的码领取</translation>
  </message>
  <message>
   <source>leave the referrer out</source>
   <translation>不填推荐人</translation>
  </message>
  <message>
   <source>leave the referrer out, or scan another one</source>
   <translation>不填推荐人，或扫另一位</translation>
  </message>
  <message>
   <source>letters and digits, at most 32</source>
   <translation>字母和数字，最多 32 位</translation>
  </message>
  <message>
   <source>limited</source>
   <translation>有限制</translation>
  </message>
  <message>
   <source>load a roll, close the lid; {n} receipt prints by itself. Selling goes on.</source>
   <translation>换上纸卷，合上盖子，会自动续打 {n} 张。收款不受影响。</translation>
  </message>
  <message>
   <source>load a roll, close the lid; {n} receipts print by themselves. Selling goes on.</source>
   <translation>换上纸卷，合上盖子，会自动续打 {n} 张。收款不受影响。</translation>
  </message>
  <message>
   <source>lock with Ctrl+L and sign in again; the basket is safe</source>
   <translation>按 Ctrl+L 锁屏后重新登录；购物篮不会丢</translation>
  </message>
  <message>
   <source>look at the amount again; nothing was booked</source>
   <translation>请再看一下金额；没有记账</translation>
  </message>
  <message>
   <source>look at the basket again</source>
   <translation>请再看一眼购物篮</translation>
  </message>
  <message>
   <source>look at the basket before you go on; what was booked is safe, a report was written</source>
   <translation>请先看一眼购物篮再继续；已记的账都在，问题已写进报告</translation>
  </message>
  <message>
   <source>look at the campaign again</source>
   <translation>请再看一下活动</translation>
  </message>
  <message>
   <source>look at the counter again; nothing was taken twice</source>
   <translation>请再看一眼；没有重复收款</translation>
  </message>
  <message>
   <source>look at the figures again, then confirm; nothing was booked</source>
   <translation>再看一遍数字再确认；没有入账</translation>
  </message>
  <message>
   <source>look at the line; nothing was booked</source>
   <translation>看看那一行；什么都没记</translation>
  </message>
  <message>
   <source>look at the list again</source>
   <translation>再看看列表</translation>
  </message>
  <message>
   <source>look at the list again with F6</source>
   <translation>按 F6 再看一下列表</translation>
  </message>
  <message>
   <source>look at the list again; nothing was booked</source>
   <translation>请再看一眼；没有记账</translation>
  </message>
  <message>
   <source>look at the member again</source>
   <translation>再看看这位会员</translation>
  </message>
  <message>
   <source>look at the page again</source>
   <translation>重新看一下页面</translation>
  </message>
  <message>
   <source>look at the printer: is it there?</source>
   <translation>看一眼出纸口：打出来了吗？</translation>
  </message>
  <message>
   <source>look at the queue again</source>
   <translation>请再看一眼队列</translation>
  </message>
  <message>
   <source>look at the receipt; nothing was booked</source>
   <translation>看看小票；没有入账</translation>
  </message>
  <message>
   <source>look at what is marked; nothing was changed</source>
   <translation>看标出的地方；没有改动</translation>
  </message>
  <message>
   <source>look for the line, or scan the other receipt</source>
   <translation>找一找商品行，或扫另一张小票</translation>
  </message>
  <message>
   <source>look, reprint, explain points</source>
   <translation>查看、补打、查积分</translation>
  </message>
  <message>
   <source>lowered</source>
   <translation>降级</translation>
  </message>
  <message>
   <source>may be owed</source>
   <translation>可以欠分</translation>
  </message>
  <message>
   <source>may do everything</source>
   <translation>全部权限</translation>
  </message>
  <message>
   <source>may look</source>
   <translation>可查看</translation>
  </message>
  <message>
   <source>member</source>
   <translation>已是会员</translation>
  </message>
  <message>
   <source>member card</source>
   <translation>会员卡</translation>
  </message>
  <message>
   <source>members nobody referred</source>
   <translation>没有推荐人的会员</translation>
  </message>
  <message>
   <source>members somebody referred</source>
   <translation>被推荐来的会员</translation>
  </message>
  <message>
   <source>membership ended</source>
   <translation>已注销</translation>
  </message>
  <message>
   <source>missing</source>
   <translation>缺失</translation>
  </message>
  <message>
   <source>money spent</source>
   <translation>消费金额</translation>
  </message>
  <message>
   <source>month</source>
   <translation>月</translation>
  </message>
  <message>
   <source>month / day</source>
   <translation>月 / 日</translation>
  </message>
  <message>
   <source>months</source>
   <translation>个月</translation>
  </message>
  <message>
   <source>more than 0 and no more than there is to pay</source>
   <translation>要大于0，不超过应付的钱</translation>
  </message>
  <message>
   <source>more than one member has this phone</source>
   <translation>多位会员用这个手机号</translation>
  </message>
  <message>
   <source>name or phone alone</source>
   <translation>姓名或手机号</translation>
  </message>
  <message>
   <source>never</source>
   <translation>不锁</translation>
  </message>
  <message>
   <source>never asked</source>
   <translation>未问过</translation>
  </message>
  <message>
   <source>new category</source>
   <translation>新的分类</translation>
  </message>
  <message>
   <source>no end</source>
   <translation>长期有效</translation>
  </message>
  <message>
   <source>no gift card</source>
   <translation>不是礼品卡</translation>
  </message>
  <message>
   <source>no mobile number</source>
   <translation>不是手机号</translation>
  </message>
  <message>
   <source>no prizes yet</source>
   <translation>还没有奖品</translation>
  </message>
  <message>
   <source>no such card, or a blocked one</source>
   <translation>没有这张卡，或已停用</translation>
  </message>
  <message>
   <source>no such day</source>
   <translation>没有这一天</translation>
  </message>
  <message>
   <source>no top-up and no payment from it; the money is safe</source>
   <translation>不能充值，也不能付款；钱还在卡里</translation>
  </message>
  <message>
   <source>nobody</source>
   <translation>没有这位会员</translation>
  </message>
  <message>
   <source>nobody found</source>
   <translation>没有这位会员</translation>
  </message>
  <message>
   <source>nobody has this phone</source>
   <translation>没有会员用这个手机号</translation>
  </message>
  <message>
   <source>nobody knows</source>
   <translation>未定</translation>
  </message>
  <message>
   <source>none</source>
   <translation>没有</translation>
  </message>
  <message>
   <source>not counted</source>
   <translation>未清点</translation>
  </message>
  <message>
   <source>not for this member</source>
   <translation>此会员不参加</translation>
  </message>
  <message>
   <source>not given</source>
   <translation>未同意</translation>
  </message>
  <message>
   <source>not in this month</source>
   <translation>不在当月</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>未填</translation>
  </message>
  <message>
   <source>not offered</source>
   <translation>未上架</translation>
  </message>
  <message>
   <source>not said</source>
   <translation>不说</translation>
  </message>
  <message>
   <source>not sold</source>
   <translation>已停售</translation>
  </message>
  <message>
   <source>nothing here it is good for</source>
   <translation>这一单没有适用的商品</translation>
  </message>
  <message>
   <source>nothing was booked</source>
   <translation>没有记账</translation>
  </message>
  <message>
   <source>nothing was booked; call the manager. Finished sales are safe</source>
   <translation>没有记账；请叫店长。已完成的都在</translation>
  </message>
  <message>
   <source>nothing was booked; close it, then press again</source>
   <translation>没有记账；关掉那个程序后再按一次</translation>
  </message>
  <message>
   <source>nothing was booked; free some space, then press again. Finished sales are safe</source>
   <translation>没有记账；腾出空间后再按一次。已完成的都在</translation>
  </message>
  <message>
   <source>nothing was changed</source>
   <translation>没有改动</translation>
  </message>
  <message>
   <source>now</source>
   <translation>现在</translation>
  </message>
  <message>
   <source>of it used</source>
   <translation>其中预计会用掉</translation>
  </message>
  <message>
   <source>of sales</source>
   <translation>占会员实付</translation>
  </message>
  <message>
   <source>on an open basket</source>
   <translation>未结账的单上</translation>
  </message>
  <message>
   <source>on the birthday</source>
   <translation>生日当天</translation>
  </message>
  <message>
   <source>one for each of {levels} tiers, together 100</source>
   <translation>{levels} 个等级各一个比例，合计 100</translation>
  </message>
  <message>
   <source>one piece free</source>
   <translation>送一件</translation>
  </message>
  <message>
   <source>one step</source>
   <translation>降一级</translation>
  </message>
  <message>
   <source>only cash gives change; type at most what is due</source>
   <translation>只有现金能找零；最多输入应收金额</translation>
  </message>
  <message>
   <source>only full steps count</source>
   <translation>满一份才算</translation>
  </message>
  <message>
   <source>only what is there</source>
   <translation>最多扣到零</translation>
  </message>
  <message>
   <source>open another entry</source>
   <translation>看别的记录</translation>
  </message>
  <message>
   <source>open the list again</source>
   <translation>请重新打开列表</translation>
  </message>
  <message>
   <source>open the member again</source>
   <translation>请重新打开会员</translation>
  </message>
  <message>
   <source>opens payment</source>
   <translation>直接收款</translation>
  </message>
  <message>
   <source>optional</source>
   <translation>选填</translation>
  </message>
  <message>
   <source>optional: the end of the day</source>
   <translation>可不填：当天最后一刻</translation>
  </message>
  <message>
   <source>or counted: ↓ goes to the notes and coins</source>
   <translation>或逐张清点：按 ↓ 到各种面值</translation>
  </message>
  <message>
   <source>or the manager signs in and does it; nothing was booked</source>
   <translation>或者请店长登录来做；没有记账</translation>
  </message>
  <message>
   <source>over</source>
   <translation>已结束</translation>
  </message>
  <message>
   <source>paid in</source>
   <translation>本金</translation>
  </message>
  <message>
   <source>paid-in money first</source>
   <translation>先用本金</translation>
  </message>
  <message>
   <source>pay {amount}</source>
   <translation>付 {amount}</translation>
  </message>
  <message>
   <source>pays here</source>
   <translation>抵这一单</translation>
  </message>
  <message>
   <source>percent back in points</source>
   <translation>按比例返积分</translation>
  </message>
  <message>
   <source>phone and birthday</source>
   <translation>手机和生日</translation>
  </message>
  <message>
   <source>phone, birthday and title</source>
   <translation>手机、生日和称呼</translation>
  </message>
  <message>
   <source>plug it in again; {n} receipt prints by itself. Selling goes on.</source>
   <translation>插好数据线，会自动续打 {n} 张。收款不受影响。</translation>
  </message>
  <message>
   <source>plug it in again; {n} receipts print by themselves. Selling goes on.</source>
   <translation>插好数据线，会自动续打 {n} 张。收款不受影响。</translation>
  </message>
  <message>
   <source>plug the cable in, or choose another port in Settings. {n} receipt is kept.</source>
   <translation>插好数据线，或到设置里换接口。{n} 张小票已存好。</translation>
  </message>
  <message>
   <source>plug the cable in, or choose another port in Settings. {n} receipts are kept.</source>
   <translation>插好数据线，或到设置里换接口。{n} 张小票已存好。</translation>
  </message>
  <message>
   <source>points</source>
   <translation>积分</translation>
  </message>
  <message>
   <source>points earned</source>
   <translation>积得的分</translation>
  </message>
  <message>
   <source>points multiplied</source>
   <translation>积分加倍</translation>
  </message>
  <message>
   <source>points per amount</source>
   <translation>按消费金额积分</translation>
  </message>
  <message>
   <source>points per item</source>
   <translation>按件积分</translation>
  </message>
  <message>
   <source>points released</source>
   <translation>积分已放开</translation>
  </message>
  <message>
   <source>points: not a whole number from 1 to a million</source>
   <translation>分数不是 1 到 100 万的整数</translation>
  </message>
  <message>
   <source>press Enter to use that membership</source>
   <translation>按 Enter 直接用这位会员</translation>
  </message>
  <message>
   <source>press Esc to go back, then scan the card</source>
   <translation>按 Esc 返回，再扫卡</translation>
  </message>
  <message>
   <source>press Esc to go back, then scan the item</source>
   <translation>按 Esc 返回，再扫商品</translation>
  </message>
  <message>
   <source>press F10 and scan it there; it stays good</source>
   <translation>按 F10 再扫；券仍有效</translation>
  </message>
  <message>
   <source>press its feed or online key. {n} receipt is kept. Selling goes on.</source>
   <translation>按一下机器上的走纸键或联机键。{n} 张小票已存好，收款不受影响。</translation>
  </message>
  <message>
   <source>press its feed or online key. {n} receipts are kept. Selling goes on.</source>
   <translation>按一下机器上的走纸键或联机键。{n} 张小票已存好，收款不受影响。</translation>
  </message>
  <message>
   <source>pts</source>
   <translation>分</translation>
  </message>
  <message>
   <source>published {day} {time}</source>
   <translation>{day} {time} 发布</translation>
  </message>
  <message>
   <source>raised</source>
   <translation>升级</translation>
  </message>
  <message>
   <source>reached</source>
   <translation>已达成</translation>
  </message>
  <message>
   <source>reached {n} time</source>
   <translation>触顶 {n} 次</translation>
  </message>
  <message>
   <source>reached {n} times</source>
   <translation>触顶 {n} 次</translation>
  </message>
  <message>
   <source>receipt prints</source>
   <translation>打印小票</translation>
  </message>
  <message>
   <source>receipt prints · drawer opens</source>
   <translation>打印小票 · 开钱箱</translation>
  </message>
  <message>
   <source>recognised from elsewhere</source>
   <translation>等级匹配</translation>
  </message>
  <message>
   <source>renewed</source>
   <translation>保级</translation>
  </message>
  <message>
   <source>replaced</source>
   <translation>已换卡</translation>
  </message>
  <message>
   <source>required</source>
   <translation>必填</translation>
  </message>
  <message>
   <source>resume and finish them, or give them up, then close the shift</source>
   <translation>先取单收完或取消，再交班</translation>
  </message>
  <message>
   <source>rewards for points</source>
   <translation>换礼品</translation>
  </message>
  <message>
   <source>sale</source>
   <translation>单</translation>
  </message>
  <message>
   <source>save it as CSV in UTF-8; nothing was booked</source>
   <translation>请另存为 UTF-8 的 CSV；没有入账</translation>
  </message>
  <message>
   <source>save it as CSV; nothing was booked</source>
   <translation>请另存为 CSV；没有入账</translation>
  </message>
  <message>
   <source>say so in the programme first</source>
   <translation>先在积分方案里设成记库存</translation>
  </message>
  <message>
   <source>scan a receipt</source>
   <translation>请扫小票</translation>
  </message>
  <message>
   <source>scan again</source>
   <translation>请再扫一次</translation>
  </message>
  <message>
   <source>scan again or find the member with F2</source>
   <translation>再扫一次，或按 F2 找会员</translation>
  </message>
  <message>
   <source>scan again or press F3 to search by name</source>
   <translation>再扫一次，或按 F3 按名称找</translation>
  </message>
  <message>
   <source>scan again or type it from the label</source>
   <translation>再扫一次，或照标签输入</translation>
  </message>
  <message>
   <source>scan again or type it from the paper</source>
   <translation>再扫一次，或照纸上的输入</translation>
  </message>
  <message>
   <source>scan an item first</source>
   <translation>先扫商品</translation>
  </message>
  <message>
   <source>scan further pieces: they go on a line of their own</source>
   <translation>再扫一件，会另起一行</translation>
  </message>
  <message>
   <source>scan or phone</source>
   <translation>扫会员码或手机号</translation>
  </message>
  <message>
   <source>scan the card first</source>
   <translation>先扫会员卡</translation>
  </message>
  <message>
   <source>scan the card or find the member with F2</source>
   <translation>请扫会员卡，或按 F2 找会员</translation>
  </message>
  <message>
   <source>scan the card or type the phone, or leave it out</source>
   <translation>扫卡或输入手机号，也可以不填</translation>
  </message>
  <message>
   <source>scan the card that is to be given</source>
   <translation>请扫要发的那张卡</translation>
  </message>
  <message>
   <source>scan the customer's payment code, or choose another way</source>
   <translation>请扫顾客付款码，或换个方式</translation>
  </message>
  <message>
   <source>scan the member's card, then take the payment</source>
   <translation>请先扫会员卡，再收款</translation>
  </message>
  <message>
   <source>scan them one by one</source>
   <translation>请一个一个扫</translation>
  </message>
  <message>
   <source>search again with F2</source>
   <translation>按 F2 再找一次</translation>
  </message>
  <message>
   <source>search by name with F3, or leave it out</source>
   <translation>按 F3 按名称找，或不卖这件</translation>
  </message>
  <message>
   <source>sell without a member</source>
   <translation>不记会员直接卖</translation>
  </message>
  <message>
   <source>set the price on the product first</source>
   <translation>先给商品定价</translation>
  </message>
  <message>
   <source>sign in again</source>
   <translation>请重新登录</translation>
  </message>
  <message>
   <source>so many days</source>
   <translation>若干天</translation>
  </message>
  <message>
   <source>so many months</source>
   <translation>若干个月</translation>
  </message>
  <message>
   <source>solve what is marked red; nothing was published</source>
   <translation>先把标红的地方改好；没有发布</translation>
  </message>
  <message>
   <source>somebody else says yes</source>
   <translation>请另一位批准</translation>
  </message>
  <message>
   <source>spending</source>
   <translation>消费金额</translation>
  </message>
  <message>
   <source>spends {amount}</source>
   <translation>消费 {amount}</translation>
  </message>
  <message>
   <source>stop and call the manager</source>
   <translation>请停下，叫店长</translation>
  </message>
  <message>
   <source>stop selling and call the manager; do not delete anything</source>
   <translation>请停止收款，叫店长；不要删除任何文件</translation>
  </message>
  <message>
   <source>switch it off and on again. {n} receipt is kept. Selling goes on.</source>
   <translation>关机再开一次。{n} 张小票已存好，收款不受影响。</translation>
  </message>
  <message>
   <source>switch it off and on again. {n} receipts are kept. Selling goes on.</source>
   <translation>关机再开一次。{n} 张小票已存好，收款不受影响。</translation>
  </message>
  <message>
   <source>switch the printer off, clear the paper, switch it on. {n} receipt is kept. Selling goes on.</source>
   <translation>关掉小票机，清出卡纸再开机。{n} 张小票已存好，收款不受影响。</translation>
  </message>
  <message>
   <source>switch the printer off, clear the paper, switch it on. {n} receipts are kept. Selling goes on.</source>
   <translation>关掉小票机，清出卡纸再开机。{n} 张小票已存好，收款不受影响。</translation>
  </message>
  <message>
   <source>take another card</source>
   <translation>换一张卡</translation>
  </message>
  <message>
   <source>take back a payment first (F12)</source>
   <translation>先按 F12 撤回一笔付款</translation>
  </message>
  <message>
   <source>take it back there; the paper says which one</source>
   <translation>到那台机器退；小票上有台号</translation>
  </message>
  <message>
   <source>take less, or count the drawer</source>
   <translation>少取一些，或清点钱箱</translation>
  </message>
  <message>
   <source>take money for them</source>
   <translation>从退款里扣</translation>
  </message>
  <message>
   <source>take one off first, or keep this one for next time</source>
   <translation>先去掉一张，或留到下次用</translation>
  </message>
  <message>
   <source>take one up with F6 first, or finish this one</source>
   <translation>先按 F6 取一单，或收完这单</translation>
  </message>
  <message>
   <source>take payment, then go on with a new basket</source>
   <translation>先收款，再开新的一单</translation>
  </message>
  <message>
   <source>take rules out that are over; nothing was changed</source>
   <translation>删掉已经结束的规则；什么都没有改</translation>
  </message>
  <message>
   <source>take the batch back on the grants page, or take points by hand</source>
   <translation>到批量送分页撤回整批，或手工扣分</translation>
  </message>
  <message>
   <source>take the payment or give it up, then close the shift</source>
   <translation>先收款或取消整单，再交班</translation>
  </message>
  <message>
   <source>take the rest first</source>
   <translation>先收完余下的</translation>
  </message>
  <message>
   <source>taken back</source>
   <translation>已收回</translation>
  </message>
  <message>
   <source>taken back in part</source>
   <translation>部分收回</translation>
  </message>
  <message>
   <source>taken back {date}</source>
   <translation>{date} 已撤回</translation>
  </message>
  <message>
   <source>the calendar year</source>
   <translation>自然年</translation>
  </message>
  <message>
   <source>the customer's own card; nothing was booked</source>
   <translation>用顾客本人的卡；什么都没记</translation>
  </message>
  <message>
   <source>the disk may be full; they hold until the program is closed</source>
   <translation>磁盘可能满了；关闭程序前仍有效</translation>
  </message>
  <message>
   <source>the end of that month</source>
   <translation>当月月底</translation>
  </message>
  <message>
   <source>the last months</source>
   <translation>最近几个月</translation>
  </message>
  <message>
   <source>the last {n} months</source>
   <translation>最近 {n} 个月</translation>
  </message>
  <message>
   <source>the list says what is missing; nothing was taken</source>
   <translation>列表里写着还差什么；没有扣分</translation>
  </message>
  <message>
   <source>the member</source>
   <translation>会员本人</translation>
  </message>
  <message>
   <source>the member's team</source>
   <translation>所在团队</translation>
  </message>
  <message>
   <source>the oldest</source>
   <translation>最早的</translation>
  </message>
  <message>
   <source>the owner adds it in the office</source>
   <translation>请店主在后台加上</translation>
  </message>
  <message>
   <source>the owner or a shift leader signs in and does it</source>
   <translation>请店主或领班登录后修改</translation>
  </message>
  <message>
   <source>the owner signs in and does it; you can look and try</source>
   <translation>请老板登录后来改；查看和试算不受影响</translation>
  </message>
  <message>
   <source>the points at their value</source>
   <translation>按积分价值</translation>
  </message>
  <message>
   <source>the provider has not confirmed it yet; it is asked again by itself. Selling goes on.</source>
   <translation>支付方还没确认，会自动再查。照常收银。</translation>
  </message>
  <message>
   <source>the same day</source>
   <translation>同一天</translation>
  </message>
  <message>
   <source>the same otherwise</source>
   <translation>其他一样</translation>
  </message>
  <message>
   <source>the shop leader completes it in the office; nothing was taken</source>
   <translation>请店长在办公室补全；没有扣分</translation>
  </message>
  <message>
   <source>there is nothing to claim</source>
   <translation>没有可领的</translation>
  </message>
  <message>
   <source>there is nothing to measure</source>
   <translation>没有可以统计的指标</translation>
  </message>
  <message>
   <source>there is nothing to pay out</source>
   <translation>没有可退的</translation>
  </message>
  <message>
   <source>this membership was ended</source>
   <translation>会籍已终止</translation>
  </message>
  <message>
   <source>this sale</source>
   <translation>本单再得</translation>
  </message>
  <message>
   <source>those that expire first</source>
   <translation>快到期的</translation>
  </message>
  <message>
   <source>through {date}</source>
   <translation>{date}截止</translation>
  </message>
  <message>
   <source>throw one away first</source>
   <translation>先删掉一份</translation>
  </message>
  <message>
   <source>times</source>
   <translation>次</translation>
  </message>
  <message>
   <source>to be used</source>
   <translation>待使用</translation>
  </message>
  <message>
   <source>to what was reached</source>
   <translation>降到够得着的等级</translation>
  </message>
  <message>
   <source>today</source>
   <translation>就在今天</translation>
  </message>
  <message>
   <source>together {percent} %</source>
   <translation>合计 {percent} %</translation>
  </message>
  <message>
   <source>too few points, or too little on the basket that may be paid so</source>
   <translation>积分太少，或可抵的商品太少</translation>
  </message>
  <message>
   <source>twice in this list</source>
   <translation>名单中重复</translation>
  </message>
  <message>
   <source>type 3* and then scan</source>
   <translation>先按 3* 再扫商品</translation>
  </message>
  <message>
   <source>type a number, or put one behind every line</source>
   <translation>填一个分数，或写在每行后面</translation>
  </message>
  <message>
   <source>type an amount or press one</source>
   <translation>输入金额，或点一个</translation>
  </message>
  <message>
   <source>type it again; nothing was booked</source>
   <translation>请重新输入；没有记账</translation>
  </message>
  <message>
   <source>type one</source>
   <translation>请输入名称</translation>
  </message>
  <message>
   <source>type the PIN, or ask the owner for a new badge</source>
   <translation>请输密码，或请店主补发工牌</translation>
  </message>
  <message>
   <source>type the birthday again, or leave it out</source>
   <translation>重新输入生日，或者不填</translation>
  </message>
  <message>
   <source>type the price</source>
   <translation>请输入价格</translation>
  </message>
  <message>
   <source>under review</source>
   <translation>待核查</translation>
  </message>
  <message>
   <source>until a day</source>
   <translation>到某一天</translation>
  </message>
  <message>
   <source>until the end of a year</source>
   <translation>到某年年底</translation>
  </message>
  <message>
   <source>until {date}</source>
   <translation>{date}到期</translation>
  </message>
  <message>
   <source>up to {amount} off</source>
   <translation>最多抵 {amount}</translation>
  </message>
  <message>
   <source>update the program first</source>
   <translation>请先升级程序</translation>
  </message>
  <message>
   <source>used</source>
   <translation>已用</translation>
  </message>
  <message>
   <source>uses {points}</source>
   <translation>用 {points}</translation>
  </message>
  <message>
   <source>visits</source>
   <translation>次到店</translation>
  </message>
  <message>
   <source>voucher ×{n}</source>
   <translation>券 ×{n}</translation>
  </message>
  <message>
   <source>v{n}: {points}</source>
   <translation>v{n} 会得 {points}</translation>
  </message>
  <message>
   <source>wait {minutes} min; somebody else can sign in now</source>
   <translation>请等 {minutes} 分钟；其他人现在可以登录</translation>
  </message>
  <message>
   <source>waits until the account is free</source>
   <translation>账户解冻后可用</translation>
  </message>
  <message>
   <source>who referred the member</source>
   <translation>推荐人</translation>
  </message>
  <message>
   <source>whole pieces, at least one</source>
   <translation>整件，至少一件</translation>
  </message>
  <message>
   <source>whole time</source>
   <translation>累计</translation>
  </message>
  <message>
   <source>will be bound</source>
   <translation>注册时绑定</translation>
  </message>
  <message>
   <source>wins nothing</source>
   <translation>不中奖</translation>
  </message>
  <message>
   <source>with tax</source>
   <translation>含税</translation>
  </message>
  <message>
   <source>withdrawn</source>
   <translation>已撤回</translation>
  </message>
  <message>
   <source>within reach</source>
   <translation>可换</translation>
  </message>
  <message>
   <source>without tax</source>
   <translation>不含税</translation>
  </message>
  <message>
   <source>won in a draw</source>
   <translation>抽奖抽中</translation>
  </message>
  <message>
   <source>year</source>
   <translation>年</translation>
  </message>
  <message>
   <source>year month day, 8 digits</source>
   <translation>年月日，8 位数字</translation>
  </message>
  <message>
   <source>years</source>
   <translation>年</translation>
  </message>
  <message>
   <source>yours</source>
   <translation>可享</translation>
  </message>
  <message>
   <source>{act} booked, no points</source>
   <translation>{act}已记下，这次没有积分</translation>
  </message>
  <message>
   <source>{act}: scan the member's card</source>
   <translation>{act}：请扫会员卡</translation>
  </message>
  <message>
   <source>{amount} a month</source>
   <translation>每月用 {amount}</translation>
  </message>
  <message>
   <source>{amount} came back</source>
   <translation>退过 {amount}</translation>
  </message>
  <message>
   <source>{amount} of it bonus</source>
   <translation>其中赠金 {amount}</translation>
  </message>
  <message>
   <source>{amount} over</source>
   <translation>长款 {amount}</translation>
  </message>
  <message>
   <source>{amount} short</source>
   <translation>短款 {amount}</translation>
  </message>
  <message>
   <source>{amount} taken off</source>
   <translation>已抵 {amount}</translation>
  </message>
  <message>
   <source>{amount} – why?</source>
   <translation>{amount}，为什么？</translation>
  </message>
  <message>
   <source>{day}: {what}</source>
   <translation>{day}：{what}</translation>
  </message>
  <message>
   <source>{fen} fen</source>
   <translation>{fen} 分钱</translation>
  </message>
  <message>
   <source>{gap} to go</source>
   <translation>还差 {gap}</translation>
  </message>
  <message>
   <source>{goods}, but not {others}</source>
   <translation>{goods}，{others}除外</translation>
  </message>
  <message>
   <source>{left} can still come back</source>
   <translation>还能退 {left} 件</translation>
  </message>
  <message>
   <source>{left} more tries, then a minute's wait</source>
   <translation>还能试 {left} 次，之后要等一分钟</translation>
  </message>
  <message>
   <source>{max} activity codes are on this sale already</source>
   <translation>这单已经扫了 {max} 个活动码</translation>
  </message>
  <message>
   <source>{max} baskets are suspended already</source>
   <translation>已经挂了 {max} 单</translation>
  </message>
  <message>
   <source>{max} coupons are on this sale already</source>
   <translation>这一单已有 {max} 张优惠券</translation>
  </message>
  <message>
   <source>{mean} ms between keys, longest {most} ms</source>
   <translation>每键平均 {mean} 毫秒，最长 {most} 毫秒</translation>
  </message>
  <message>
   <source>{members} get {points} together, worth at most {amount}</source>
   <translation>{members}，共 {points}，最多值 {amount}</translation>
  </message>
  <message>
   <source>{missing} more are needed</source>
   <translation>还要多用 {missing} 分</translation>
  </message>
  <message>
   <source>{names} and {n} more</source>
   <translation>{names}等，另有 {n} 个</translation>
  </message>
  <message>
   <source>{name} ({n} goods)</source>
   <translation>{name}（{n} 种）</translation>
  </message>
  <message>
   <source>{name} does not give ¥{amount} back</source>
   <translation>{name}退不回 ¥{amount}</translation>
  </message>
  <message>
   <source>{name} has no price</source>
   <translation>{name} 还没有价格</translation>
  </message>
  <message>
   <source>{name} has no price for a kilogram</source>
   <translation>{name} 没有每公斤的价格</translation>
  </message>
  <message>
   <source>{name} has no price yet: type it, or leave it out with Esc</source>
   <translation>{name} 还没有价格：输入价格，或按 Esc 跳过</translation>
  </message>
  <message>
   <source>{name} has this code already: {text}</source>
   <translation>{name}已经用了这个码：{text}</translation>
  </message>
  <message>
   <source>{name} is no longer on this sale</source>
   <translation>本单已取消{name}</translation>
  </message>
  <message>
   <source>{name} {amount} · the customer's phone knows more</source>
   <translation>{name} {amount} · 顾客手机上能看到</translation>
  </message>
  <message>
   <source>{name}, your points</source>
   <translation>{name}的积分</translation>
  </message>
  <message>
   <source>{name}: birthday, {points}</source>
   <translation>{name}：生日，{points}</translation>
  </message>
  <message>
   <source>{name}: given tier {tier} ends</source>
   <translation>{name}：赠送的{tier}到期</translation>
  </message>
  <message>
   <source>{name}: {n} row</source>
   <translation>{name}：{n} 行</translation>
  </message>
  <message>
   <source>{name}: {n} rows</source>
   <translation>{name}：{n} 行</translation>
  </message>
  <message>
   <source>{name}: {points} lapse</source>
   <translation>{name}：{points} 到期</translation>
  </message>
  <message>
   <source>{name}: {points} pay a debt</source>
   <translation>{name}：{points} 抵扣欠分</translation>
  </message>
  <message>
   <source>{name}: {what}</source>
   <translation>{name}：{what}</translation>
  </message>
  <message>
   <source>{n} are on the shelf now</source>
   <translation>现在有 {n} 份</translation>
  </message>
  <message>
   <source>{n} came back</source>
   <translation>已退 {n} 件</translation>
  </message>
  <message>
   <source>{n} characters</source>
   <translation>{n} 个字符</translation>
  </message>
  <message>
   <source>{n} copies so far</source>
   <translation>已补打 {n} 次</translation>
  </message>
  <message>
   <source>{n} copy so far</source>
   <translation>已补打 {n} 次</translation>
  </message>
  <message>
   <source>{n} day</source>
   <translation>{n} 天</translation>
  </message>
  <message>
   <source>{n} day left for returns</source>
   <translation>还有 {n} 天可退</translation>
  </message>
  <message>
   <source>{n} day too late</source>
   <translation>超过 {n} 天</translation>
  </message>
  <message>
   <source>{n} days</source>
   <translation>{n} 天</translation>
  </message>
  <message>
   <source>{n} days left for returns</source>
   <translation>还有 {n} 天可退</translation>
  </message>
  <message>
   <source>{n} days too late</source>
   <translation>超过 {n} 天</translation>
  </message>
  <message>
   <source>{n} digits typed</source>
   <translation>已输入 {n} 位</translation>
  </message>
  <message>
   <source>{n} goods</source>
   <translation>{n} 种</translation>
  </message>
  <message>
   <source>{n} item</source>
   <translation>{n} 件</translation>
  </message>
  <message>
   <source>{n} item chosen</source>
   <translation>选中 {n} 件</translation>
  </message>
  <message>
   <source>{n} items</source>
   <translation>{n} 件</translation>
  </message>
  <message>
   <source>{n} items chosen</source>
   <translation>选中 {n} 件</translation>
  </message>
  <message>
   <source>{n} left</source>
   <translation>剩 {n}</translation>
  </message>
  <message>
   <source>{n} member</source>
   <translation>{n} 位会员</translation>
  </message>
  <message>
   <source>{n} member falls at the next review</source>
   <translation>{n} 位会员下次评定时降级</translation>
  </message>
  <message>
   <source>{n} member gets fewer a month</source>
   <translation>{n} 位会员，每人每月少得</translation>
  </message>
  <message>
   <source>{n} member gets more a month</source>
   <translation>{n} 位会员，每人每月多得</translation>
  </message>
  <message>
   <source>{n} member rises at once</source>
   <translation>{n} 位会员马上升级</translation>
  </message>
  <message>
   <source>{n} member, {points} within {days} days</source>
   <translation>{days} 天内 {n} 位会员到期，共{points}</translation>
  </message>
  <message>
   <source>{n} members</source>
   <translation>{n} 位会员</translation>
  </message>
  <message>
   <source>{n} members fall at the next review</source>
   <translation>{n} 位会员下次评定时降级</translation>
  </message>
  <message>
   <source>{n} members get fewer a month, each</source>
   <translation>{n} 位会员，每人每月少得</translation>
  </message>
  <message>
   <source>{n} members get more a month, each</source>
   <translation>{n} 位会员，每人每月多得</translation>
  </message>
  <message>
   <source>{n} members rise at once</source>
   <translation>{n} 位会员马上升级</translation>
  </message>
  <message>
   <source>{n} members {what} since {date}</source>
   <translation>{n} 位会员，{what}，{date}起</translation>
  </message>
  <message>
   <source>{n} members {what}, since they joined</source>
   <translation>{n} 位会员，{what}，入会以来</translation>
  </message>
  <message>
   <source>{n} members, {points} within {days} days</source>
   <translation>{days} 天内：{n} 位会员，{points}</translation>
  </message>
  <message>
   <source>{n} min ago</source>
   <translation>{n} 分钟前</translation>
  </message>
  <message>
   <source>{n} minutes</source>
   <translation>{n} 分钟</translation>
  </message>
  <message>
   <source>{n} more</source>
   <translation>还有 {n} 条</translation>
  </message>
  <message>
   <source>{n} of them are frozen: their points wait</source>
   <translation>其中 {n} 位账户冻结：解冻后才能用</translation>
  </message>
  <message>
   <source>{n} payment is being taken back</source>
   <translation>{n} 笔支付正在退回</translation>
  </message>
  <message>
   <source>{n} payment with points would not have been possible as it was</source>
   <translation>有 {n} 笔积分抵扣按草稿不能这样用</translation>
  </message>
  <message>
   <source>{n} payments are being taken back</source>
   <translation>{n} 笔支付正在退回</translation>
  </message>
  <message>
   <source>{n} payments with points would not have been possible as they were</source>
   <translation>有 {n} 笔积分抵扣按草稿不能这样用</translation>
  </message>
  <message>
   <source>{n} pts missing: receipt {number} has no such booking</source>
   <translation>少 {n} 分：小票 {number} 没有积分记录</translation>
  </message>
  <message>
   <source>{n} pts over: receipt {number} has no such booking</source>
   <translation>多 {n} 分：小票 {number} 没有积分记录</translation>
  </message>
  <message>
   <source>{n} pts that no event explains</source>
   <translation>有 {n} 分对不上流水</translation>
  </message>
  <message>
   <source>{n} row cannot be taken and is left out</source>
   <translation>有 {n} 行不能送，将跳过</translation>
  </message>
  <message>
   <source>{n} rows cannot be taken and are left out</source>
   <translation>有 {n} 行不能送，将跳过</translation>
  </message>
  <message>
   <source>{n} rule</source>
   <translation>{n} 条规则</translation>
  </message>
  <message>
   <source>{n} rules</source>
   <translation>{n} 条规则</translation>
  </message>
  <message>
   <source>{n} sale in all</source>
   <translation>合计 {n} 单</translation>
  </message>
  <message>
   <source>{n} sale until then</source>
   <translation>到那时共 {n} 单</translation>
  </message>
  <message>
   <source>{n} sales in all</source>
   <translation>合计 {n} 单</translation>
  </message>
  <message>
   <source>{n} sales until then</source>
   <translation>到那时共 {n} 单</translation>
  </message>
  <message>
   <source>{n} shift</source>
   <translation>{n} 班</translation>
  </message>
  <message>
   <source>{n} shifts</source>
   <translation>{n} 班</translation>
  </message>
  <message>
   <source>{n} store</source>
   <translation>限 {n} 店</translation>
  </message>
  <message>
   <source>{n} stores</source>
   <translation>限 {n} 店</translation>
  </message>
  <message>
   <source>{n} tiers are reviewed</source>
   <translation>{n} 位会员等级复核</translation>
  </message>
  <message>
   <source>{n} time</source>
   <translation>{n} 笔</translation>
  </message>
  <message>
   <source>{n} time {per}</source>
   <translation>{per} {n} 次</translation>
  </message>
  <message>
   <source>{n} times</source>
   <translation>{n} 笔</translation>
  </message>
  <message>
   <source>{n} times {per}</source>
   <translation>{per} {n} 次</translation>
  </message>
  <message>
   <source>{n} value has to be mended before publishing</source>
   <translation>还有 {n} 处要改好才能发布</translation>
  </message>
  <message>
   <source>{n} values have to be mended before publishing</source>
   <translation>还有 {n} 处要改好才能发布</translation>
  </message>
  <message>
   <source>{n} visits</source>
   <translation>到店 {n} 次</translation>
  </message>
  <message>
   <source>{n} voucher</source>
   <translation>{n} 张券</translation>
  </message>
  <message>
   <source>{n} vouchers</source>
   <translation>{n} 张券</translation>
  </message>
  <message>
   <source>{n} wait</source>
   <translation>{n} 张在等</translation>
  </message>
  <message>
   <source>{n} waits</source>
   <translation>{n} 张在等</translation>
  </message>
  <message>
   <source>{n} years</source>
   <translation>{n} 年</translation>
  </message>
  <message>
   <source>{old} → {new}</source>
   <translation>{old} → {new}</translation>
  </message>
  <message>
   <source>{points} each</source>
   <translation>每件 {points}</translation>
  </message>
  <message>
   <source>{points} for every {amount}</source>
   <translation>每消费 {amount} 积 {points}</translation>
  </message>
  <message>
   <source>{points} given to {n} members</source>
   <translation>已送 {points} 给 {n} 位会员</translation>
  </message>
  <message>
   <source>{points} held</source>
   <translation>留着 {points}</translation>
  </message>
  <message>
   <source>{points} lapse</source>
   <translation>{points} 到期</translation>
  </message>
  <message>
   <source>{points} lapse after {date}</source>
   <translation>{date}有 {points}到期</translation>
  </message>
  <message>
   <source>{points} left</source>
   <translation>还剩 {points}</translation>
  </message>
  <message>
   <source>{points} more</source>
   <translation>再得 {points}</translation>
  </message>
  <message>
   <source>{points} more for {reward}</source>
   <translation>再得 {points}换{reward}</translation>
  </message>
  <message>
   <source>{points} of {day} lapsed on {last}</source>
   <translation>{day}的 {points} 已在{last}到期</translation>
  </message>
  <message>
   <source>{points} of {day}, extended to {last}</source>
   <translation>{day}的 {points}，宽限到{last}</translation>
  </message>
  <message>
   <source>{points} of {day}, good until {until}</source>
   <translation>{day}得的 {points}，有效期到 {until}</translation>
  </message>
  <message>
   <source>{points} of {day}, lasting</source>
   <translation>原批次{day}的 {points}，长期有效</translation>
  </message>
  <message>
   <source>{points} of {day}, still good to {last}</source>
   <translation>原批次{day}的 {points}，仍按{last}到期</translation>
  </message>
  <message>
   <source>{points} pp</source>
   <translation>{points} 个百分点</translation>
  </message>
  <message>
   <source>{points} short</source>
   <translation>还差 {points}</translation>
  </message>
  <message>
   <source>{points} short after this sale</source>
   <translation>付款后还差 {points}</translation>
  </message>
  <message>
   <source>{points} short, off the refund</source>
   <translation>不够 {points}，从退款扣</translation>
  </message>
  <message>
   <source>{points} short: booked as owed</source>
   <translation>不够 {points}：记欠</translation>
  </message>
  <message>
   <source>{points} short: {amount} off the refund</source>
   <translation>不够 {points}：从退款里扣 {amount}</translation>
  </message>
  <message>
   <source>{points} take {amount} off this sale</source>
   <translation>{points}已抵 {amount}</translation>
  </message>
  <message>
   <source>{points} to claim: scan a card or enrol</source>
   <translation>待领 {points}：扫卡或注册</translation>
  </message>
  <message>
   <source>{points} usable</source>
   <translation>可用 {points}</translation>
  </message>
  <message>
   <source>{points} went back to the member</source>
   <translation>{points} 已还给会员</translation>
  </message>
  <message>
   <source>{rest} kept for next time</source>
   <translation>余 {rest} 留到下次</translation>
  </message>
  <message>
   <source>{reward} cannot be had now</source>
   <translation>{reward}现在不能兑换</translation>
  </message>
  <message>
   <source>{reward} is not counted</source>
   <translation>{reward}不记库存</translation>
  </message>
  <message>
   <source>{reward} is not set up yet</source>
   <translation>{reward}还没设置好</translation>
  </message>
  <message>
   <source>{since} – {until}</source>
   <translation>{since} – {until}</translation>
  </message>
  <message>
   <source>{text} · {reached}</source>
   <translation>{text} · {reached}</translation>
  </message>
  <message>
   <source>{text}, most on {day}: {amount}</source>
   <translation>{text}，最高 {day} {amount}</translation>
  </message>
  <message>
   <source>{tier} price</source>
   <translation>{tier}价</translation>
  </message>
  <message>
   <source>{tier} until {date}</source>
   <translation>{tier}，到 {date}</translation>
  </message>
  <message>
   <source>{when}, after {n} events</source>
   <translation>{when}，共 {n} 件记录之后</translation>
  </message>
  <message>
   <source>{when}: nothing was booked for this member yet</source>
   <translation>{when}：那时还没有这位会员的任何记录</translation>
  </message>
  <message>
   <source>¥{before} becomes ¥{after}</source>
   <translation>¥{before} 变成 ¥{after}</translation>
  </message>
  <message>
   <source>¥{due_minor} is still due</source>
   <translation>还差 ¥{due_minor}</translation>
  </message>
  <message>
   <source>¥{missing_minor} is missing; pay out what is left instead</source>
   <translation>少 ¥{missing_minor}；请改为退余额</translation>
  </message>
  <message>
   <source>¥{missing_minor} is missing; take that part in another way</source>
   <translation>还差 ¥{missing_minor}；这部分请换个方式收</translation>
  </message>
  <message>
   <source>… for active ones ({usual}: what they usually buy)</source>
   <translation>……给活跃会员（{usual} 是常买的东西）</translation>
  </message>
  <message>
   <source>… for frequent ones</source>
   <translation>……给常来的会员</translation>
  </message>
  <message>
   <source>… for new members</source>
   <translation>……给新会员</translation>
  </message>
  <message>
   <source>… for ordinary ones</source>
   <translation>……给普通会员</translation>
  </message>
  <message>
   <source>… for those away ({days}: for how long)</source>
   <translation>……给好久没来的（{days} 是隔了几天）</translation>
  </message>
  <message>
   <source>… within</source>
   <translation>按多少分钟计</translation>
  </message>
  <message>
   <source>↑ ↓ to the line, Del. Ctrl+Z puts it back.</source>
   <translation>↑ ↓ 选到那一行，Del 删除。Ctrl+Z 放回。</translation>
  </message>
 </context>
</TS>
