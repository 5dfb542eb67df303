<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>jifentai</name>
  <message>
   <source>Amount</source>
   <translation>小计</translation>
  </message>
  <message>
   <source>Amount due</source>
   <translation>应收</translation>
  </message>
  <message>
   <source>Ask: "Do you have a member code?"</source>
   <translation>问一句：“有会员码吗？”</translation>
  </message>
  <message>
   <source>Basket</source>
   <translation>购物篮</translation>
  </message>
  <message>
   <source>Choose a line first</source>
   <translation>先选一行</translation>
  </message>
  <message>
   <source>Expiring soon</source>
   <translation>即将到期</translation>
  </message>
  <message>
   <source>Find member</source>
   <translation>找会员</translation>
  </message>
  <message>
   <source>Item</source>
   <translation>商品</translation>
  </message>
  <message>
   <source>Lock (Ctrl+L)</source>
   <translation>锁屏 (Ctrl+L)</translation>
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
   <source>No member yet</source>
   <translation>还没有会员</translation>
  </message>
  <message>
   <source>Or scan the customer's WeChat / Alipay code</source>
   <translation>也可直接扫顾客的微信 / 支付宝付款码</translation>
  </message>
  <message>
   <source>Paid</source>
   <translation>已付</translation>
  </message>
  <message>
   <source>Points</source>
   <translation>积分</translation>
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
   <source>Price</source>
   <translation>单价</translation>
  </message>
  <message>
   <source>Qty</source>
   <translation>数量</translation>
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
   <source>Take payment</source>
   <translation>收款</translation>
  </message>
  <message>
   <source>Take the member off this sale</source>
   <translation>这单不记会员</translation>
  </message>
  <message>
   <source>This sale</source>
   <translation>本单可得</translation>
  </message>
  <message>
   <source>Use points</source>
   <translation>用积分</translation>
  </message>
 </context>
</TS>
