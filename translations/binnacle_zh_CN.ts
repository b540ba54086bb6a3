<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AccessText</name>
    <message>
        <source>admin</source>
        <comment>a role</comment>
        <translation>管理员</translation>
    </message>
    <message>
        <source>operator</source>
        <comment>a role</comment>
        <translation>操作员</translation>
    </message>
    <message>
        <source>viewer</source>
        <comment>a role</comment>
        <translation>查看者</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>all clusters</source>
        <translation>所有集群</translation>
    </message>
    <message>
        <source>browser</source>
        <comment>where an action came from</comment>
        <translation>浏览器</translation>
    </message>
    <message>
        <source>API</source>
        <comment>where an action came from</comment>
        <translation>API</translation>
    </message>
    <message>
        <source>assistant</source>
        <comment>where an action came from</comment>
        <translation>助手</translation>
    </message>
    <message>
        <source>desktop</source>
        <comment>where an action came from</comment>
        <translation>桌面</translation>
    </message>
    <message>
        <source>command line</source>
        <comment>where an action came from</comment>
        <translation>命令行</translation>
    </message>
    <message>
        <source>log in</source>
        <comment>an audited action</comment>
        <translation>登录</translation>
    </message>
    <message>
        <source>log out</source>
        <comment>an audited action</comment>
        <translation>登出</translation>
    </message>
    <message>
        <source>create</source>
        <comment>an audited action</comment>
        <translation>创建</translation>
    </message>
    <message>
        <source>change</source>
        <comment>an audited action</comment>
        <translation>更改</translation>
    </message>
    <message>
        <source>delete</source>
        <comment>an audited action</comment>
        <translation>删除</translation>
    </message>
    <message>
        <source>execute</source>
        <comment>an audited action</comment>
        <translation>执行</translation>
    </message>
    <message>
        <source>read</source>
        <comment>an audited action</comment>
        <translation>读取</translation>
    </message>
    <message>
        <source>export</source>
        <comment>an audited action</comment>
        <translation>导出</translation>
    </message>
    <message>
        <source>session</source>
        <comment>a kind of token</comment>
        <translation>会话</translation>
    </message>
    <message>
        <source>API key</source>
        <comment>a kind of token</comment>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>invalid token</source>
        <translation>无效令牌</translation>
    </message>
    <message>
        <source>not permitted</source>
        <translation>无权限</translation>
    </message>
    <message>
        <source>too many requests</source>
        <translation>请求过多</translation>
    </message>
    <message>
        <source>failed login</source>
        <translation>登录失败</translation>
    </message>
    <message>
        <source>wrong cluster id</source>
        <translation>集群 id 错误</translation>
    </message>
    <message>
        <source>wrong agent token</source>
        <translation>代理令牌错误</translation>
    </message>
    <message>
        <source>body too large</source>
        <translation>正文过大</translation>
    </message>
    <message>
        <source>critical</source>
        <comment>severity</comment>
        <translation>严重</translation>
    </message>
    <message>
        <source>high</source>
        <comment>severity</comment>
        <translation>高</translation>
    </message>
    <message>
        <source>medium</source>
        <comment>severity</comment>
        <translation>中</translation>
    </message>
    <message>
        <source>low</source>
        <comment>severity</comment>
        <translation>低</translation>
    </message>
    <message>
        <source>%1 is the last admin of this console. Make somebody else one first.</source>
        <translation>%1 是此控制台最后一位管理员。请先指定另一位管理员。</translation>
    </message>
    <message>
        <source>You cannot disable yourself or take away your own role. Another admin can.</source>
        <translation>您不能禁用自己或取消自己的角色。其他管理员可以。</translation>
    </message>
    <message>
        <source>You cannot remove yourself. Another admin can.</source>
        <translation>您不能删除自己。其他管理员可以。</translation>
    </message>
    <message>
        <source>Your role (%1) cannot change this. Ask an admin of this console.</source>
        <translation>您的角色（%1）不能更改此项。请询问此控制台的管理员。</translation>
    </message>
    <message>
        <source>This window is read-only: nothing can be changed.</source>
        <translation>此窗口为只读：不能更改任何内容。</translation>
    </message>
</context>
<context>
    <name>AlertText</name>
    <message>
        <source>all clusters</source>
        <translation>所有集群</translation>
    </message>
    <message>
        <source>silenced</source>
        <translation>已静默</translation>
    </message>
    <message>
        <source>maintenance</source>
        <translation>维护</translation>
    </message>
    <message>
        <source>inhibited</source>
        <translation>已抑制</translation>
    </message>
    <message>
        <source>flapping</source>
        <translation>抖动</translation>
    </message>
    <message>
        <source>critical</source>
        <comment>a severity</comment>
        <translation>严重</translation>
    </message>
    <message>
        <source>warning</source>
        <comment>a severity</comment>
        <translation>警告</translation>
    </message>
    <message>
        <source>info</source>
        <comment>a severity</comment>
        <translation>信息</translation>
    </message>
    <message>
        <source>SLO burn rate</source>
        <translation>SLO 消耗速率</translation>
    </message>
    <message>
        <source>domain</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>edge</source>
        <translation>调用边</translation>
    </message>
    <message>
        <source>event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>heartbeat</source>
        <translation>心跳</translation>
    </message>
    <message>
        <source>pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>workloads</source>
        <translation>工作负载</translation>
    </message>
    <message>
        <source>deployments</source>
        <translation>Deployment</translation>
    </message>
    <message>
        <source>daemon sets</source>
        <translation>DaemonSet</translation>
    </message>
    <message>
        <source>stateful sets</source>
        <translation>StatefulSet</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>namespaces</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>volumes</source>
        <translation>卷</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>agents</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>no data %1</source>
        <translation>无数据 %1</translation>
    </message>
    <message>
        <source>firing %1</source>
        <translation>已触发 %1</translation>
    </message>
    <message>
        <source>pending %1</source>
        <translation>待定 %1</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <comment>silenced by a silence, inhibited by an alert</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>keep the state</source>
        <translation>保持状态</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>webhook</source>
        <translation>Webhook</translation>
    </message>
    <message>
        <source>DingTalk</source>
        <translation>钉钉</translation>
    </message>
    <message>
        <source>Feishu</source>
        <translation>飞书</translation>
    </message>
    <message>
        <source>waiting</source>
        <comment>a message</comment>
        <translation>等待中</translation>
    </message>
    <message>
        <source>sent</source>
        <comment>a message</comment>
        <translation>已发送</translation>
    </message>
    <message>
        <source>given up</source>
        <comment>a message</comment>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>in a digest</source>
        <comment>a message</comment>
        <translation>已并入摘要</translation>
    </message>
    <message>
        <source>resolved, took %1</source>
        <translation>已恢复，历时 %1</translation>
    </message>
    <message>
        <source>resolve</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>alert on it</source>
        <translation>为此告警</translation>
    </message>
    <message>
        <source>rule</source>
        <comment>a step of a decision</comment>
        <translation>规则</translation>
    </message>
    <message>
        <source>data</source>
        <comment>a step of a decision</comment>
        <translation>数据</translation>
    </message>
    <message>
        <source>condition</source>
        <comment>a step of a decision</comment>
        <translation>条件</translation>
    </message>
    <message>
        <source>for how long</source>
        <comment>a step of a decision</comment>
        <translation>持续时间</translation>
    </message>
    <message>
        <source>state</source>
        <comment>a step of a decision</comment>
        <translation>状态</translation>
    </message>
    <message>
        <source>maintenance</source>
        <comment>a step of a decision</comment>
        <translation>维护</translation>
    </message>
    <message>
        <source>silences</source>
        <comment>a step of a decision</comment>
        <translation>静默</translation>
    </message>
    <message>
        <source>inhibition</source>
        <comment>a step of a decision</comment>
        <translation>抑制</translation>
    </message>
    <message>
        <source>flapping</source>
        <comment>a step of a decision</comment>
        <translation>抖动</translation>
    </message>
    <message>
        <source>cooldown</source>
        <comment>a step of a decision</comment>
        <translation>冷却</translation>
    </message>
    <message>
        <source>grouping</source>
        <comment>a step of a decision</comment>
        <translation>分组</translation>
    </message>
    <message>
        <source>channel</source>
        <comment>a step of a decision</comment>
        <translation>渠道</translation>
    </message>
    <message>
        <source>outcome</source>
        <comment>a step of a decision</comment>
        <translation>结果</translation>
    </message>
    <message>
        <source>failed, retrying</source>
        <comment>a message</comment>
        <translation>失败，正在重试</translation>
    </message>
</context>
<context>
    <name>ChannelFields</name>
    <message>
        <source>Webhook URL</source>
        <translation>Webhook 地址</translation>
    </message>
    <message>
        <source>SMTP host</source>
        <translation>SMTP 主机</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>发件人</translation>
    </message>
    <message>
        <source>the user when empty</source>
        <translation>为空时用用户名</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>收件人</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>signs each message when set</source>
        <translation>设置后为每条消息签名</translation>
    </message>
    <message>
        <source>Keyword</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>when the robot asks for one</source>
        <translation>机器人要求时填写</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>提及</translation>
    </message>
    <message>
        <source>Mention all</source>
        <translation>提及所有人</translation>
    </message>
    <message>
        <source>Lark</source>
        <translation>Lark</translation>
    </message>
</context>
<context>
    <name>ClusterStatus</name>
    <message>
        <source>two agents report under this name</source>
        <translation>两个 Agent 以此名称上报</translation>
    </message>
    <message>
        <source>agent offline</source>
        <translation>Agent 离线</translation>
    </message>
    <message>
        <source>agent alive, no snapshots</source>
        <translation>Agent 在线，但无快照</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>degraded</source>
        <translation>降级</translation>
    </message>
    <message>
        <source>unhealthy</source>
        <translation>不健康</translation>
    </message>
    <message>
        <source>no nodes reported</source>
        <translation>未上报节点</translation>
    </message>
    <message>
        <source>snapshot %1 ago</source>
        <translation>快照于 %1前</translation>
    </message>
    <message>
        <source>no snapshot yet</source>
        <translation>尚无快照</translation>
    </message>
    <message>
        <source>contact %1 ago</source>
        <translation>联系于 %1前</translation>
    </message>
    <message>
        <source>no contact yet</source>
        <translation>尚无联系</translation>
    </message>
    <message>
        <source>metrics %1 ago</source>
        <translation>指标于 %1前</translation>
    </message>
    <message>
        <source>no metrics yet</source>
        <translation>尚无指标</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>three ages</comment>
        <translation>%1，%2，%3</translation>
    </message>
</context>
<context>
    <name>CommandDraft</name>
    <message>
        <source>Name a %1.</source>
        <comment>a kind of object</comment>
        <translation>请填写一个 %1 的名称。</translation>
    </message>
    <message>
        <source>Name a %1 as namespace/name.</source>
        <comment>a kind of object</comment>
        <translation>请以 命名空间/名称 的形式填写一个 %1。</translation>
    </message>
    <message>
        <source>Name a target as Kind namespace/name; kinds are %1.</source>
        <translation>请以 类型 命名空间/名称 的形式填写目标；可用类型：%1。</translation>
    </message>
    <message>
        <source>%1 is needed.</source>
        <comment>a parameter</comment>
        <translation>需要填写 %1。</translation>
    </message>
    <message>
        <source>%1 is a whole number of 0 or more.</source>
        <comment>a parameter</comment>
        <translation>%1 须为不小于 0 的整数。</translation>
    </message>
    <message>
        <source>Choose a cluster.</source>
        <translation>请选择集群。</translation>
    </message>
    <message>
        <source>Choose an action.</source>
        <translation>请选择操作。</translation>
    </message>
</context>
<context>
    <name>CommandRows</name>
    <message>
        <source>awaiting approval</source>
        <translation>等待批准</translation>
    </message>
    <message>
        <source>%1, answered late</source>
        <comment>state of a command</comment>
        <translation>%1，回答迟到</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
</context>
<context>
    <name>CommandText</name>
    <message>
        <source>Scale back to %1</source>
        <translation>伸缩回 %1</translation>
    </message>
    <message>
        <source>Image back to %1</source>
        <translation>镜像换回 %1</translation>
    </message>
    <message>
        <source>Uncordon %1</source>
        <translation>恢复调度 %1</translation>
    </message>
    <message>
        <source>Cordon %1</source>
        <translation>停止调度 %1</translation>
    </message>
    <message>
        <source>Take it back: %1</source>
        <translation>撤回：%1</translation>
    </message>
    <message>
        <source>API</source>
        <comment>where a command came from</comment>
        <translation>API</translation>
    </message>
    <message>
        <source>AI</source>
        <comment>where a command came from</comment>
        <translation>AI</translation>
    </message>
    <message>
        <source>console</source>
        <comment>where a command came from</comment>
        <translation>控制台</translation>
    </message>
    <message>
        <source>admin</source>
        <comment>a role</comment>
        <translation>管理员</translation>
    </message>
    <message>
        <source>operator</source>
        <comment>a role</comment>
        <translation>操作员</translation>
    </message>
    <message>
        <source>viewer</source>
        <comment>a role</comment>
        <translation>查看者</translation>
    </message>
    <message>
        <source>unknown (agent lost)</source>
        <comment>state of a command</comment>
        <translation>未知（代理失联）</translation>
    </message>
    <message>
        <source>queued</source>
        <comment>state of a command</comment>
        <translation>已排队</translation>
    </message>
    <message>
        <source>delivered</source>
        <comment>state of a command</comment>
        <translation>已送达</translation>
    </message>
    <message>
        <source>running</source>
        <comment>state of a command</comment>
        <translation>执行中</translation>
    </message>
    <message>
        <source>succeeded</source>
        <comment>state of a command</comment>
        <translation>成功</translation>
    </message>
    <message>
        <source>failed</source>
        <comment>state of a command</comment>
        <translation>失败</translation>
    </message>
    <message>
        <source>timed out</source>
        <comment>state of a command</comment>
        <translation>超时</translation>
    </message>
    <message>
        <source>cancelled</source>
        <comment>state of a command</comment>
        <translation>已取消</translation>
    </message>
    <message>
        <source>expired, never delivered</source>
        <comment>state of a command</comment>
        <translation>已过期，从未送达</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>已排队</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>running</source>
        <translation>执行中</translation>
    </message>
    <message>
        <source>progress</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>已提议</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>已批准</translation>
    </message>
    <message>
        <source>queued again</source>
        <translation>重新排队</translation>
    </message>
    <message>
        <source>improved</source>
        <comment>what a command did</comment>
        <translation>好转</translation>
    </message>
    <message>
        <source>no effect</source>
        <comment>what a command did</comment>
        <translation>无效果</translation>
    </message>
    <message>
        <source>worse</source>
        <comment>what a command did</comment>
        <translation>变差</translation>
    </message>
    <message>
        <source>not known</source>
        <comment>what a command did</comment>
        <translation>不明</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Callers affected</source>
        <translation>受影响的调用方</translation>
    </message>
    <message>
        <source>Callees affected</source>
        <translation>受影响的被调用方</translation>
    </message>
    <message>
        <source>Replicas that stay</source>
        <translation>保留的副本</translation>
    </message>
    <message>
        <source>PodDisruptionBudget</source>
        <translation>PodDisruptionBudget</translation>
    </message>
    <message>
        <source>Autoscaler</source>
        <translation>自动伸缩</translation>
    </message>
    <message>
        <source>Capacity on nodes</source>
        <translation>节点余量</translation>
    </message>
    <message>
        <source>Error budget</source>
        <translation>错误预算</translation>
    </message>
    <message>
        <source>Active alerts here</source>
        <translation>此处的活动告警</translation>
    </message>
    <message>
        <source>Last time here</source>
        <translation>上次在此执行</translation>
    </message>
    <message>
        <source>caution</source>
        <comment>of what a command touches</comment>
        <translation>注意</translation>
    </message>
    <message>
        <source>danger</source>
        <comment>of what a command touches</comment>
        <translation>危险</translation>
    </message>
    <message>
        <source>PROD</source>
        <comment>on the frame around a dangerous card</comment>
        <translation>生产</translation>
    </message>
    <message>
        <source>STAGING</source>
        <comment>on the frame around a dangerous card</comment>
        <translation>预发</translation>
    </message>
    <message>
        <source>DEV</source>
        <comment>on the frame around a dangerous card</comment>
        <translation>开发</translation>
    </message>
    <message>
        <source>Read what it will touch. Enter sends it.</source>
        <translation>请阅读它将影响什么。按 Enter 发送。</translation>
    </message>
    <message>
        <source>This is production: type the name and give a reason.</source>
        <translation>这是生产环境：请输入名称并说明原因。</translation>
    </message>
    <message>
        <source>%1 to go</source>
        <comment>until it is known whether a command helped</comment>
        <translation>还需 %1</translation>
    </message>
    <message>
        <source>soon known</source>
        <comment>whether a command helped</comment>
        <translation>即将得出</translation>
    </message>
    <message>
        <source>It can be taken back. It goes out after ten seconds.</source>
        <translation>可以撤回。十秒后发出。</translation>
    </message>
    <message>
        <source>A PodDisruptionBudget at its limit, or no replica left: type the name and give a reason.</source>
        <translation>PodDisruptionBudget 已到上限，或将没有副本：请输入名称并说明原因。</translation>
    </message>
    <message>
        <source>Several objects, or an error budget that burns over 6× already: give a reason and hold the button for two seconds.</source>
        <translation>涉及多个对象，或错误预算消耗已超过 6 倍：请说明原因并按住按钮两秒。</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>A step failed.</source>
        <translation>有一个步骤失败。</translation>
    </message>
    <message>
        <source>The condition of a step could not be evaluated.</source>
        <translation>无法评估某个步骤的条件。</translation>
    </message>
    <message>
        <source>Somebody cancelled it.</source>
        <translation>已被人取消。</translation>
    </message>
    <message>
        <source>Nobody knows what became of a step.</source>
        <translation>某个步骤的结果未知。</translation>
    </message>
    <message>
        <source>A second person declined a step, or did not answer in time.</source>
        <translation>第二位审批人拒绝了某个步骤，或未在时限内答复。</translation>
    </message>
    <message>
        <source>Whoever started it may not do what a step asks for.</source>
        <translation>启动者无权执行某个步骤的操作。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The input is not valid</source>
        <translation>输入无效</translation>
    </message>
    <message>
        <source>The data could not be read</source>
        <translation>无法读取数据</translation>
    </message>
    <message>
        <source>A size limit was reached</source>
        <translation>已达到大小上限</translation>
    </message>
    <message>
        <source>This kind of file is not supported</source>
        <translation>不支持此类文件</translation>
    </message>
    <message>
        <source>Signing in is required</source>
        <translation>需要登录</translation>
    </message>
    <message>
        <source>Your role does not allow this</source>
        <translation>您的角色无权执行此操作</translation>
    </message>
    <message>
        <source>This no longer exists</source>
        <translation>对象已不存在</translation>
    </message>
    <message>
        <source>Something else changed this meanwhile</source>
        <translation>期间已被其他操作更改</translation>
    </message>
    <message>
        <source>The workspace is read-only</source>
        <translation>工作区为只读</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>The workspace file is damaged</source>
        <translation>工作区文件已损坏</translation>
    </message>
    <message>
        <source>The file was written by a later version of Binnacle</source>
        <translation>该文件由更新版本的 Binnacle 写入</translation>
    </message>
    <message>
        <source>Not available at the moment</source>
        <translation>暂时不可用</translation>
    </message>
    <message>
        <source>It took too long</source>
        <translation>操作超时</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>A fault inside Binnacle</source>
        <translation>Binnacle 内部故障</translation>
    </message>
    <message>
        <source>Too many requests for now</source>
        <translation>请求过多</translation>
    </message>
</context>
<context>
    <name>EventColumns</name>
    <message>
        <source>Last seen</source>
        <translation>最近发生</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Count</source>
        <comment>how often it happened</comment>
        <translation>次数</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>First seen</source>
        <translation>首次发生</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warning</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>At least %1: the source&apos;s spam filter dropped or merged some of them.</source>
        <translation>至少 %1 次：来源的防刷屏过滤器丢弃或合并了部分事件。</translation>
    </message>
    <message>
        <source>Newest first; click to turn the order around</source>
        <translation>最新在前；点击可反转顺序</translation>
    </message>
    <message>
        <source>The history has one order: by last seen</source>
        <translation>历史只有一种排序：按最近发生时间</translation>
    </message>
</context>
<context>
    <name>EventFilterText</name>
    <message>
        <source>No events yet from %1</source>
        <translation>尚未收到 %1 的事件</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>尚无事件</translation>
    </message>
    <message>
        <source>Its agent is heard, but has sent no snapshot with events.</source>
        <translation>其 Agent 有心跳，但尚未发送含事件的快照。</translation>
    </message>
    <message>
        <source>No agent has sent a snapshot.</source>
        <translation>尚无 Agent 发送快照。</translation>
    </message>
    <message>
        <source>Agents send to http://%1.</source>
        <translation>Agent 的上报地址为 http://%1。</translation>
    </message>
    <message>
        <source>To look at a cluster without an agent, run this command and drop the file on this window.</source>
        <translation>若集群没有 Agent，可运行此命令，再将文件拖放到本窗口。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>0 of %1 events match</source>
        <translation>%1 个事件中无一匹配</translation>
    </message>
    <message>
        <source>The filter hides all of them.</source>
        <translation>过滤条件隐藏了全部事件。</translation>
    </message>
    <message>
        <source>Before the oldest event kept</source>
        <translation>早于所保留的最旧事件</translation>
    </message>
    <message>
        <source>Oldest event kept: %1. You asked for %2.</source>
        <translation>所保留的最旧事件：%1。您查询的是：%2。</translation>
    </message>
    <message>
        <source>Go to oldest</source>
        <translation>转到最旧事件</translation>
    </message>
    <message>
        <source>Change retention</source>
        <translation>更改保留策略</translation>
    </message>
    <message>
        <source>No events in this time</source>
        <translation>该时段内无事件</translation>
    </message>
    <message>
        <source>Nothing was reported in %1. %2</source>
        <translation>%1 内没有任何上报。%2</translation>
    </message>
    <message>
        <source>Look at twice the time</source>
        <translation>将时段放大一倍</translation>
    </message>
    <message>
        <source>%1 silent since %2 (%3). Newer events are not here yet; what is stored is complete up to then.</source>
        <translation>%1 自 %2 起失联（已 %3）。更新的事件尚未到达；此前的已存事件是完整的。</translation>
    </message>
    <message>
        <source>%1 sends heartbeats but no snapshot since %2 (%3). Newer events are not here yet.</source>
        <translation>%1 有心跳，但自 %2 起没有快照（已 %3）。更新的事件尚未到达。</translation>
    </message>
    <message>
        <source>History reaches back to %1.</source>
        <translation>历史可追溯至 %1。</translation>
    </message>
    <message>
        <source>%1 and all it owns</source>
        <translation>%1 及其所有下属对象</translation>
    </message>
    <message>
        <source>%1 and what ran on it</source>
        <translation>%1 及其上运行过的对象</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>选中的值</translation>
    </message>
    <message>
        <source>Not selected</source>
        <translation>排除选中的值</translation>
    </message>
    <message>
        <source>…and selected</source>
        <translation>…并且选中的值</translation>
    </message>
    <message>
        <source>…or selected</source>
        <translation>…或者选中的值</translation>
    </message>
    <message>
        <source>…and not selected</source>
        <translation>…并且排除选中的值</translation>
    </message>
    <message>
        <source>…or not selected</source>
        <translation>…或者排除选中的值</translation>
    </message>
    <message>
        <source>the brushed time</source>
        <translation>框选的时段</translation>
    </message>
    <message>
        <source>type = %1</source>
        <translation>类型 = %1</translation>
    </message>
    <message>
        <source>kind = %1</source>
        <translation>Kind = %1</translation>
    </message>
</context>
<context>
    <name>ExampleText</name>
    <message>
        <source>The pods that restarted most, of all clusters</source>
        <translation>所有集群中重启最多的 Pod</translation>
    </message>
    <message>
        <source>Pods short of CPU or memory</source>
        <translation>CPU 或内存不足的 Pod</translation>
    </message>
    <message>
        <source>What goes wrong most, by reason, in the last hour</source>
        <translation>最近一小时按原因统计的主要问题</translation>
    </message>
    <message>
        <source>Nodes with little CPU left</source>
        <translation>CPU 所剩无几的节点</translation>
    </message>
    <message>
        <source>How many pods each namespace has and how busy they are</source>
        <translation>各命名空间的 Pod 数及繁忙程度</translation>
    </message>
    <message>
        <source>What changed among the pods between two moments</source>
        <translation>两个时刻之间 Pod 的变化</translation>
    </message>
    <message>
        <source>Deployments that had no pod ready at 03:12</source>
        <translation>03:12 时没有就绪 Pod 的 Deployment</translation>
    </message>
    <message>
        <source>Every cluster and how it is</source>
        <translation>每个集群及其状况</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message>
        <source>Export the filtered events</source>
        <translation>导出过滤后的事件</translation>
    </message>
</context>
<context>
    <name>Formatting</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 m</source>
        <comment>minutes</comment>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 m %2 s</source>
        <comment>minutes, seconds</comment>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 h %2 m</source>
        <comment>hours, minutes</comment>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1%2 %3/s</source>
        <comment>number, k or M, unit</comment>
        <translation>%1%2 %3/秒</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 核</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a date, as QLocale takes it</comment>
        <translation>M月d日</translation>
    </message>
</context>
<context>
    <name>Headline</name>
    <message>
        <source>Nothing that old is kept</source>
        <translation>没有保留那么早的数据</translation>
    </message>
    <message>
        <source>All quiet</source>
        <translation>一切正常</translation>
    </message>
    <message>
        <source>%1 is silent</source>
        <translation>%1 失联</translation>
    </message>
    <message>
        <source>%1 has been in trouble since %2</source>
        <translation>%1 自 %2 起异常</translation>
    </message>
    <message>
        <source>%1 has many warnings</source>
        <translation>%1 的 Warning 较多</translation>
    </message>
    <message>
        <source>%1 has been degraded since %2</source>
        <translation>%1 自 %2 起降级</translation>
    </message>
    <message>
        <source>%1 is degraded</source>
        <translation>%1 已降级</translation>
    </message>
    <message>
        <source>%1 has been unhealthy since %2</source>
        <translation>%1 自 %2 起不健康</translation>
    </message>
    <message>
        <source>%1 is unhealthy</source>
        <translation>%1 不健康</translation>
    </message>
    <message>
        <source>last snapshot %1 ago; showing what was known then</source>
        <translation>最近一次快照在 %1前；显示的是当时的状态</translation>
    </message>
    <message numerus="yes">
        <source>%Ln warning(s) in the last hour</source>
        <translation>
            <numerusform>最近一小时 %Ln 个 Warning</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other cluster(s) silent</source>
        <translation>
            <numerusform>另有 %n 个集群失联</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportFiles</name>
    <message>
        <source>Import snapshots or event lists</source>
        <translation>导入快照或事件列表</translation>
    </message>
    <message>
        <source>Snapshots and event lists (*.json *.gz)</source>
        <translation>快照和事件列表 (*.json *.gz)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>QueryExportText</name>
    <message>
        <source>Export the rows</source>
        <translation>导出各行</translation>
    </message>
</context>
<context>
    <name>QueryKeys</name>
    <message>
        <source>Go to the editor</source>
        <translation>转到编辑器</translation>
    </message>
    <message>
        <source>Run the query</source>
        <translation>运行查询</translation>
    </message>
    <message>
        <source>In the editor a new line, in the rows where the row leads</source>
        <translation>在编辑器中换行，在行中转到该行所指</translation>
    </message>
    <message>
        <source>Who else: what the marked rows share</source>
        <translation>还有谁：标记行的共同点</translation>
    </message>
    <message>
        <source>Events of the row&apos;s object</source>
        <translation>该行对象的事件</translation>
    </message>
    <message>
        <source>The row&apos;s service in the mesh</source>
        <translation>该行的服务在网格中</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Copy the marked or selected rows as TSV</source>
        <translation>将标记或选中的行复制为 TSV</translation>
    </message>
    <message>
        <source>Filter by the cell, copy</source>
        <translation>按单元格筛选、复制</translation>
    </message>
    <message>
        <source>Chart instead of the table, and back</source>
        <translation>在图表与表格间切换</translation>
    </message>
    <message>
        <source>History of queries</source>
        <translation>查询历史</translation>
    </message>
    <message>
        <source>Sources and fields beside the editor</source>
        <translation>编辑器旁的来源和字段</translation>
    </message>
    <message>
        <source>Completion, running query, who else, editor, marks: one at a time</source>
        <translation>补全、运行中的查询、共同点、编辑器、标记：每次一层</translation>
    </message>
    <message>
        <source>In the editor: what could be typed here</source>
        <translation>在编辑器中：此处可以输入什么</translation>
    </message>
    <message>
        <source>Mark the row</source>
        <translation>标记该行</translation>
    </message>
    <message>
        <source>Mark a range</source>
        <translation>标记一个范围</translation>
    </message>
    <message>
        <source>Clear the marks</source>
        <translation>清除标记</translation>
    </message>
    <message>
        <source>New tab; F2 renames it</source>
        <translation>新标签页；F2 重命名</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>关闭标签页</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>下一个标签页</translation>
    </message>
</context>
<context>
    <name>QueryText</name>
    <message>
        <source>%1 ms</source>
        <comment>milliseconds</comment>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 核</translation>
    </message>
    <message>
        <source>text</source>
        <comment>type of a field</comment>
        <translation>文本</translation>
    </message>
    <message>
        <source>choice</source>
        <comment>type of a field</comment>
        <translation>选项</translation>
    </message>
    <message>
        <source>count</source>
        <comment>type of a field</comment>
        <translation>计数</translation>
    </message>
    <message>
        <source>number</source>
        <comment>type of a field</comment>
        <translation>数值</translation>
    </message>
    <message>
        <source>percent</source>
        <comment>type of a field</comment>
        <translation>百分比</translation>
    </message>
    <message>
        <source>cores</source>
        <comment>type of a field</comment>
        <translation>核</translation>
    </message>
    <message>
        <source>bytes</source>
        <comment>type of a field</comment>
        <translation>字节</translation>
    </message>
    <message>
        <source>length of time</source>
        <comment>type of a field</comment>
        <translation>时长</translation>
    </message>
    <message>
        <source>time</source>
        <comment>type of a field</comment>
        <translation>时间</translation>
    </message>
    <message>
        <source>true or false</source>
        <comment>type of a field</comment>
        <translation>真或假</translation>
    </message>
    <message>
        <source>labels</source>
        <comment>type of a field</comment>
        <translation>标签</translation>
    </message>
    <message>
        <source>full text</source>
        <comment>type of a field</comment>
        <translation>全文</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>first %1 of %2 rows</source>
        <translation>%2 行中的前 %1 行</translation>
    </message>
    <message>
        <source>%1 rows of %2</source>
        <translation>%2 的 %1 行</translation>
    </message>
    <message>
        <source>as of %1</source>
        <comment>an instant</comment>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>%1 rows of at least %2</source>
        <translation>%1 行，共至少 %2 行</translation>
    </message>
</context>
<context>
    <name>RuleDraft</name>
    <message>
        <source>Give the rule a name; it is what people read in a page.</source>
        <translation>请为规则取名；这是人们在告警中看到的名字。</translation>
    </message>
    <message>
        <source>A name has at most %1 characters.</source>
        <translation>名称最多 %1 个字符。</translation>
    </message>
    <message>
        <source>There is a rule with this name already.</source>
        <translation>已有同名规则。</translation>
    </message>
    <message>
        <source>Write a condition, for example %1</source>
        <translation>请写一个条件，例如 %1</translation>
    </message>
    <message>
        <source>Write a duration such as 2 m, 300 s or 1 h 30 m.</source>
        <translation>请写一个时长，例如 2 m、300 s 或 1 h 30 m。</translation>
    </message>
</context>
<context>
    <name>RunbookText</name>
    <message>
        <source>There is no &quot;%1&quot; here; known are %2.</source>
        <translation>这里没有“%1”；可用的有 %2。</translation>
    </message>
    <message>
        <source>This is not JSON: %1.</source>
        <translation>这不是 JSON：%1。</translation>
    </message>
    <message>
        <source>A runbook needs a name.</source>
        <translation>运维手册需要名称。</translation>
    </message>
    <message>
        <source>There is a runbook %1 already.</source>
        <translation>已有名为 %1 的运维手册。</translation>
    </message>
    <message>
        <source>A runbook needs at least one step.</source>
        <translation>运维手册至少需要一个步骤。</translation>
    </message>
    <message>
        <source>A parameter&apos;s name is one word of letters, digits and underscores.</source>
        <translation>参数名须为由字母、数字和下划线组成的一个词。</translation>
    </message>
    <message>
        <source>There are two parameters %1.</source>
        <translation>有两个名为 %1 的参数。</translation>
    </message>
    <message>
        <source>params is an object of names and values.</source>
        <translation>params 须为名称与值的对象。</translation>
    </message>
    <message>
        <source>Step %1 needs a name.</source>
        <translation>步骤 %1 需要名称。</translation>
    </message>
    <message>
        <source>There are two steps %1.</source>
        <translation>有两个名为 %1 的步骤。</translation>
    </message>
    <message>
        <source>Step %1: a timeout is written as 90s or 2m, at most 24h.</source>
        <translation>步骤 %1：超时写作 90s 或 2m，最长 24h。</translation>
    </message>
    <message>
        <source>Step %1: there is no action &quot;%2&quot;; there are %3.</source>
        <translation>步骤 %1：没有操作“%2”；可用的有 %3。</translation>
    </message>
    <message>
        <source>Step %1: %2 needs a target.</source>
        <translation>步骤 %1：%2 需要目标。</translation>
    </message>
    <message>
        <source>Step %1 uses {{%2}}, which is no parameter.</source>
        <translation>步骤 %1 使用了 {{%2}}，但没有该参数。</translation>
    </message>
</context>
<context>
    <name>SettingChoice</name>
    <message>
        <source>Language of the system</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
</context>
<context>
    <name>SettingHelp</name>
    <message>
        <source>Where agents report. Off loopback this needs TLS and tokens.</source>
        <translation>代理上报的地址。非环回地址需要 TLS 和令牌。</translation>
    </message>
    <message>
        <source>Only the port of agents.listen.</source>
        <translation>仅 agents.listen 的端口。</translation>
    </message>
    <message>
        <source>Network threads of the agent listener.</source>
        <translation>代理监听的网络线程数。</translation>
    </message>
    <message>
        <source>How long an agent&apos;s question for commands is held open.</source>
        <translation>代理询问命令时保持连接的时长。</translation>
    </message>
    <message>
        <source>A cluster is offline when nothing was heard for this long.</source>
        <translation>超过此时长没有消息的集群视为离线。</translation>
    </message>
    <message>
        <source>How often agents send a snapshot; three missed ones make it stale.</source>
        <translation>代理发送快照的间隔；连续缺失三个即过期。</translation>
    </message>
    <message>
        <source>Refuse clusters that have no token in [agents.tokens].</source>
        <translation>拒绝在 [agents.tokens] 中没有令牌的集群。</translation>
    </message>
    <message>
        <source>cluster=SHA-256 of its token, separated by commas; better one a line in [agents.tokens].</source>
        <translation>集群=其令牌的 SHA-256，以逗号分隔；最好在 [agents.tokens] 中每行一个。</translation>
    </message>
    <message>
        <source>PEM file; with the key it switches TLS on.</source>
        <translation>PEM 文件；与密钥一起启用 TLS。</translation>
    </message>
    <message>
        <source>PEM file of the certificate&apos;s key.</source>
        <translation>证书密钥的 PEM 文件。</translation>
    </message>
    <message>
        <source>Names besides localhost by which agents may call this machine, separated by commas.</source>
        <translation>除 localhost 外代理可用来访问本机的名称，以逗号分隔。</translation>
    </message>
    <message>
        <source>Largest head of a request.</source>
        <translation>请求头的最大大小。</translation>
    </message>
    <message>
        <source>Largest body as received.</source>
        <translation>接收的最大正文。</translation>
    </message>
    <message>
        <source>Open connections in all.</source>
        <translation>打开的连接总数。</translation>
    </message>
    <message>
        <source>Open connections of one address; loopback is exempt.</source>
        <translation>单个地址打开的连接数；环回除外。</translation>
    </message>
    <message>
        <source>Time for the head of a request.</source>
        <translation>请求头的时限。</translation>
    </message>
    <message>
        <source>Longest pause within a body.</source>
        <translation>正文中最长的停顿。</translation>
    </message>
    <message>
        <source>Time for a whole body.</source>
        <translation>整个正文的时限。</translation>
    </message>
    <message>
        <source>How long a connection may wait for its next request.</source>
        <translation>连接等待下一请求的时长。</translation>
    </message>
    <message>
        <source>How long a client may leave an answer unread.</source>
        <translation>客户端可不读取应答的时长。</translation>
    </message>
    <message>
        <source>Open the REST and WebSocket gateway. `binnaclectl serve` opens it unless told otherwise.</source>
        <translation>打开 REST 和 WebSocket 网关。除非另有说明，`binnaclectl serve` 会打开它。</translation>
    </message>
    <message>
        <source>Where people and programs connect. Off loopback this needs TLS.</source>
        <translation>人和程序连接的地址。非环回地址需要 TLS。</translation>
    </message>
    <message>
        <source>Only the port of gateway.listen.</source>
        <translation>仅 gateway.listen 的端口。</translation>
    </message>
    <message>
        <source>Names besides localhost by which this machine may be called, separated by commas.</source>
        <translation>除 localhost 外可用来访问本机的名称，以逗号分隔。</translation>
    </message>
    <message>
        <source>What one token may ask, lasting.</source>
        <translation>一个令牌可持续请求的数量。</translation>
    </message>
    <message>
        <source>What one token may ask at once.</source>
        <translation>一个令牌一次可请求的数量。</translation>
    </message>
    <message>
        <source>A login ends after this long.</source>
        <translation>登录在此时长后失效。</translation>
    </message>
    <message>
        <source>Wrong passwords of one account from one address before it has to wait.</source>
        <translation>同一地址对同一账户输错密码多少次后需等待。</translation>
    </message>
    <message>
        <source>How long wrong passwords count.</source>
        <translation>错误密码的计数时长。</translation>
    </message>
    <message>
        <source>Start the console read-only: nothing can be changed until somebody switches it back.</source>
        <translation>以只读启动控制台：切换回来之前不能更改任何内容。</translation>
    </message>
    <message>
        <source>Most rows an answer has.</source>
        <translation>一次应答的最多行数。</translation>
    </message>
    <message>
        <source>A query is stopped after this long.</source>
        <translation>查询超过此时长即停止。</translation>
    </message>
    <message>
        <source>Days for which events are kept.</source>
        <translation>事件保留天数。</translation>
    </message>
    <message>
        <source>Most events kept for one cluster; Normal ones go before Warnings.</source>
        <translation>每个集群保留的最多事件数；Normal 先于 Warning 删除。</translation>
    </message>
    <message>
        <source>How often old events are looked for.</source>
        <translation>查找旧事件的间隔。</translation>
    </message>
    <message>
        <source>How often full hours are summed up.</source>
        <translation>整点汇总的间隔。</translation>
    </message>
    <message>
        <source>How often old traffic is looked for.</source>
        <translation>查找旧流量的间隔。</translation>
    </message>
    <message>
        <source>Traffic as it was told, usually every 10 s, is kept this long.</source>
        <translation>原始流量（通常每 10 秒）的保留时长。</translation>
    </message>
    <message>
        <source>Traffic by the hour is kept this long.</source>
        <translation>小时流量的保留时长。</translation>
    </message>
    <message>
        <source>Changes of a service level&apos;s status are kept this long.</source>
        <translation>服务水平状态变化的保留时长。</translation>
    </message>
    <message>
        <source>Traffic that arrives later than this is refused.</source>
        <translation>迟于此时长到达的流量会被拒绝。</translation>
    </message>
    <message>
        <source>en, zh_CN, or empty to follow the system.</source>
        <translation>en、zh_CN，或留空跟随系统。</translation>
    </message>
    <message>
        <source>Which commands need the yes of a second person: none, high-risk or all; for some clusters or environments: production=high-risk, prod-eu=all.</source>
        <translation>哪些命令需要第二个人同意：none（无）、high-risk（高风险）或 all（全部）；也可按集群或环境指定：production=high-risk, prod-eu=all。</translation>
    </message>
    <message>
        <source>A command that waits for a yes is dropped after this long.</source>
        <translation>等待同意的命令超过此时间即作废。</translation>
    </message>
    <message>
        <source>Days for which past alerts and what was sent about them are kept.</source>
        <translation>保留过往告警及其发送记录的天数。</translation>
    </message>
</context>
<context>
    <name>SettingTitle</name>
    <message>
        <source>Address for agents</source>
        <translation>代理地址</translation>
    </message>
    <message>
        <source>Port for agents</source>
        <translation>代理端口</translation>
    </message>
    <message>
        <source>Network threads</source>
        <translation>网络线程</translation>
    </message>
    <message>
        <source>Hold of command polls</source>
        <translation>命令轮询保持时长</translation>
    </message>
    <message>
        <source>Offline after</source>
        <translation>离线判定</translation>
    </message>
    <message>
        <source>Snapshot interval</source>
        <translation>快照间隔</translation>
    </message>
    <message>
        <source>Agents need a token</source>
        <translation>代理需要令牌</translation>
    </message>
    <message>
        <source>Tokens of clusters</source>
        <translation>集群令牌</translation>
    </message>
    <message>
        <source>TLS certificate</source>
        <translation>TLS 证书</translation>
    </message>
    <message>
        <source>TLS key</source>
        <translation>TLS 密钥</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>允许的主机名</translation>
    </message>
    <message>
        <source>Largest head</source>
        <translation>最大请求头</translation>
    </message>
    <message>
        <source>Largest body</source>
        <translation>最大正文</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Connections of one address</source>
        <translation>单个地址的连接</translation>
    </message>
    <message>
        <source>Time for a head</source>
        <translation>请求头时限</translation>
    </message>
    <message>
        <source>Pause in a body</source>
        <translation>正文停顿</translation>
    </message>
    <message>
        <source>Time for a body</source>
        <translation>正文时限</translation>
    </message>
    <message>
        <source>Idle connections</source>
        <translation>空闲连接</translation>
    </message>
    <message>
        <source>Unread answers</source>
        <translation>未读应答</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Address of the gateway</source>
        <translation>网关地址</translation>
    </message>
    <message>
        <source>Port of the gateway</source>
        <translation>网关端口</translation>
    </message>
    <message>
        <source>Requests a second</source>
        <translation>每秒请求</translation>
    </message>
    <message>
        <source>Requests at once</source>
        <translation>突发请求</translation>
    </message>
    <message>
        <source>Length of a login</source>
        <translation>登录时长</translation>
    </message>
    <message>
        <source>Wrong passwords</source>
        <translation>错误密码</translation>
    </message>
    <message>
        <source>Wrong passwords count for</source>
        <translation>错误密码计数时长</translation>
    </message>
    <message>
        <source>Start read-only</source>
        <translation>以只读启动</translation>
    </message>
    <message>
        <source>Rows of an answer</source>
        <translation>应答的行数</translation>
    </message>
    <message>
        <source>Time of a query</source>
        <translation>查询时限</translation>
    </message>
    <message>
        <source>Days of events</source>
        <translation>事件天数</translation>
    </message>
    <message>
        <source>Events of a cluster</source>
        <translation>单个集群的事件</translation>
    </message>
    <message>
        <source>Clean up every</source>
        <translation>清理间隔</translation>
    </message>
    <message>
        <source>Sum up every</source>
        <translation>汇总间隔</translation>
    </message>
    <message>
        <source>Clean up traffic every</source>
        <translation>流量清理间隔</translation>
    </message>
    <message>
        <source>Keep raw traffic</source>
        <translation>保留原始流量</translation>
    </message>
    <message>
        <source>Keep hourly traffic</source>
        <translation>保留小时流量</translation>
    </message>
    <message>
        <source>Keep status changes</source>
        <translation>保留状态变化</translation>
    </message>
    <message>
        <source>Oldest traffic accepted</source>
        <translation>接受的最旧流量</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Second person</source>
        <translation>第二人审批</translation>
    </message>
    <message>
        <source>Wait for a yes</source>
        <translation>等待同意</translation>
    </message>
    <message>
        <source>Days of alerts</source>
        <translation>告警保留天数</translation>
    </message>
</context>
<context>
    <name>ShellActions</name>
    <message>
        <source>Command palette: go to anything</source>
        <translation>命令面板：转到任意对象</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Filter this view</source>
        <translation>过滤当前视图</translation>
    </message>
    <message>
        <source>Keys of this view</source>
        <translation>当前视图的快捷键</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <comment>name of a view</comment>
        <translation>转到%1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Previous view</source>
        <translation>上一个视图</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Time: zoom out ×2</source>
        <translation>时间：缩小到 2 倍范围</translation>
    </message>
    <message>
        <source>Time: previous zoom</source>
        <translation>时间：上一次缩放</translation>
    </message>
    <message>
        <source>Time: make absolute</source>
        <translation>时间：转为绝对时间</translation>
    </message>
    <message>
        <source>Time: copy range</source>
        <translation>时间：复制范围</translation>
    </message>
    <message>
        <source>Time: paste range</source>
        <translation>时间：粘贴范围</translation>
    </message>
    <message>
        <source>Time: back to now</source>
        <translation>时间：回到现在</translation>
    </message>
    <message>
        <source>Time: type a range</source>
        <translation>时间：输入范围</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>All clusters</source>
        <translation>所有集群</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Cluster · %1</source>
        <translation>集群 · %1</translation>
    </message>
    <message>
        <source>Pause: hold the picture</source>
        <translation>暂停：保持当前画面</translation>
    </message>
    <message>
        <source>Back to now: live</source>
        <translation>回到现在：实时</translation>
    </message>
    <message>
        <source>Type a time range</source>
        <translation>输入时间范围</translation>
    </message>
    <message>
        <source>Show times in local time</source>
        <translation>以本地时间显示</translation>
    </message>
    <message>
        <source>Show times in UTC</source>
        <translation>以 UTC 显示时间</translation>
    </message>
    <message>
        <source>Import snapshots or event lists…</source>
        <translation>导入快照或事件列表…</translation>
    </message>
    <message>
        <source>Show or hide tasks</source>
        <translation>显示或隐藏任务</translation>
    </message>
    <message>
        <source>Theme: dark</source>
        <translation>主题：深色</translation>
    </message>
    <message>
        <source>Theme: light</source>
        <translation>主题：浅色</translation>
    </message>
    <message>
        <source>Theme: high contrast</source>
        <translation>主题：高对比度</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Help: %1</source>
        <comment>title of a help page</comment>
        <translation>帮助：%1</translation>
    </message>
    <message>
        <source>Time: half a range back; rewound: a step back</source>
        <translation>时间：后退半个范围；回溯时后退一步</translation>
    </message>
    <message>
        <source>Time: half a range forward; rewound: a step forward</source>
        <translation>时间：前进半个范围；回溯时前进一步</translation>
    </message>
    <message>
        <source>Time: rewind the whole window</source>
        <translation>时间：回溯整个窗口</translation>
    </message>
</context>
<context>
    <name>StatusGlyph</name>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
</context>
<context>
    <name>binnacle::app::Application</name>
    <message>
        <source>events</source>
        <translation>个事件</translation>
    </message>
    <message>
        <source>files</source>
        <translation>个文件</translation>
    </message>
    <message>
        <source>Export events to %1</source>
        <translation>导出事件到 %1</translation>
    </message>
    <message>
        <source>Import %1</source>
        <translation>导入 %1</translation>
    </message>
    <message numerus="yes">
        <source>Import %n file(s)</source>
        <translation>
            <numerusform>导入 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 new events, %2 changed</source>
        <translation>新增 %1 个事件，更新 %2 个</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Binnacle</source>
        <translation>Binnacle</translation>
    </message>
    <message>
        <source>Nothing was changed in the workspace. binnacle --demo works without one.</source>
        <translation>工作区未做任何更改。binnacle --demo 无需工作区即可运行。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Mesh</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>SLO</source>
        <translation>SLO</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Work out the alerts of the demo&apos;s last 30 days</source>
        <translation>推算演示最近 30 天的告警</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>binnacle::app::DemoSession</name>
    <message>
        <source>Tell the demo&apos;s last 30 days</source>
        <translation>回放演示数据的最近 30 天</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>条消息</translation>
    </message>
</context>
<context>
    <name>binnacle::app::DutyBell</name>
    <message>
        <source>Binnacle</source>
        <translation>Binnacle</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) fire</source>
        <translation>
            <numerusform>%n 个告警正在触发</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s) in flight or waiting for a yes</source>
        <translation>
            <numerusform>%n 个命令执行中或等待同意</numerusform>
        </translation>
    </message>
    <message>
        <source>Over: %1</source>
        <translation>已恢复：%1</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s) fired or are over</source>
        <translation>
            <numerusform>%n 个告警触发或恢复</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ActionPicker</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>%1 ▾</source>
        <comment>a chosen action</comment>
        <translation>%1 ▾</translation>
    </message>
    <message>
        <source>More ▾</source>
        <translation>更多 ▾</translation>
    </message>
    <message>
        <source>Other action: %1</source>
        <translation>其他操作：%1</translation>
    </message>
    <message>
        <source>Other actions</source>
        <translation>其他操作</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertHistoryPage</name>
    <message>
        <source>Firings</source>
        <translation>触发</translation>
    </message>
    <message>
        <source>Show older</source>
        <translation>显示更早的</translation>
    </message>
    <message>
        <source>Alerts of this time</source>
        <translation>这段时间的告警</translation>
    </message>
    <message numerus="yes">
        <source>%n firing(s)</source>
        <translation>
            <numerusform>触发 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>正在读取历史</translation>
    </message>
    <message>
        <source>Nothing fired in this time. A longer range may show more.</source>
        <translation>这段时间内没有触发。更长的范围可能会显示更多。</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n alert(s) match.</source>
        <translation>
            <numerusform>%n 条告警中匹配 0 条。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n are shown.</source>
        <translation>
            <numerusform>显示最新的 %n 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter history: checkout, took &gt; 10m</source>
        <translation>过滤历史：checkout、took &gt; 10m</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertInspector</name>
    <message>
        <source>Acknowledge</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Silence…</source>
        <translation>静默…</translation>
    </message>
    <message>
        <source>note, e.g. looking at it</source>
        <translation>备注，例如：正在处理</translation>
    </message>
    <message>
        <source>Note of the acknowledgement</source>
        <translation>确认的备注</translation>
    </message>
    <message>
        <source>Select an alert to see what it says.</source>
        <translation>选择一条告警以查看其内容。</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>True since</source>
        <translation>成立自</translation>
    </message>
    <message>
        <source>Fired</source>
        <translation>触发于</translation>
    </message>
    <message>
        <source>Last notified</source>
        <translation>上次通知</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>Tells nobody</source>
        <translation>不通知任何人</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>by %1, %2</source>
        <translation>由 %1，%2</translation>
    </message>
    <message>
        <source>Within a day</source>
        <translation>一天之内</translation>
    </message>
    <message numerus="yes">
        <source>fired %n time(s)</source>
        <translation>
            <numerusform>触发 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>服务等级</translation>
    </message>
    <message>
        <source>In the mesh</source>
        <translation>在网格中</translation>
    </message>
    <message>
        <source>Acknowledged: it is not repeated any more.</source>
        <translation>已确认：不再重复通知。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertLanes</name>
    <message>
        <source>Firings over time, a lane for each rule</source>
        <translation>随时间的触发，每条规则一道</translation>
    </message>
    <message>
        <source>Nothing fired in this time.</source>
        <translation>这段时间内没有触发。</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertListModel</name>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>应答</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <comment>somebody acknowledged</comment>
        <translation>%1，%2 前</translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation>尚无人</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertQuestion</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertState</name>
    <message>
        <source>Your role (%1) cannot change rules, silences and channels. Ask an admin of this console.</source>
        <translation>你的角色（%1）不能更改规则、静默和渠道。请联系此控制台的管理员。</translation>
    </message>
    <message>
        <source>This window is read-only: nothing can be changed.</source>
        <translation>此窗口为只读：不能更改任何内容。</translation>
    </message>
    <message>
        <source>The window is rewound: go back to now to change something.</source>
        <translation>窗口已回溯：回到现在才能更改。</translation>
    </message>
    <message>
        <source>all</source>
        <comment>channels</comment>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertTableModel</name>
    <message>
        <source>Alert</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>For</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>处理人</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Ack</source>
        <comment>take on an alert</comment>
        <translation>认领</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertToolbar</name>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Prometheus rule files</source>
        <translation>Prometheus 规则文件</translation>
    </message>
    <message>
        <source>Export ▾</source>
        <translation>导出 ▾</translation>
    </message>
    <message>
        <source>All rules (JSON)</source>
        <translation>全部规则（JSON）</translation>
    </message>
    <message>
        <source>Marked or filtered rules (JSON)</source>
        <translation>已选或已筛选的规则（JSON）</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Firing</source>
        <translation>触发中</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>New silence</source>
        <translation>新建静默</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新建渠道</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新建规则</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AlertsView</name>
    <message>
        <source>Alerts: rules</source>
        <translation>告警：规则</translation>
    </message>
    <message>
        <source>Alerts: what fires</source>
        <translation>告警：正在触发</translation>
    </message>
    <message>
        <source>Alerts: history</source>
        <translation>告警：历史</translation>
    </message>
    <message>
        <source>Alerts: silences</source>
        <translation>告警：静默</translation>
    </message>
    <message>
        <source>Alerts: channels</source>
        <translation>告警：渠道</translation>
    </message>
    <message>
        <source>Alerts: new rule</source>
        <translation>告警：新建规则</translation>
    </message>
    <message>
        <source>Alerts: new silence</source>
        <translation>告警：新建静默</translation>
    </message>
    <message>
        <source>Alerts: new channel</source>
        <translation>告警：新建渠道</translation>
    </message>
    <message>
        <source>Alerts: import a Prometheus rule file</source>
        <translation>告警：导入 Prometheus 规则文件</translation>
    </message>
    <message>
        <source>Alerts: export all rules</source>
        <translation>告警：导出全部规则</translation>
    </message>
    <message>
        <source>Rules are not evaluated or nothing can be sent: %1</source>
        <translation>规则未被评估，或无法发送：%1</translation>
    </message>
    <message>
        <source>New rule, silence or channel</source>
        <translation>新建规则、静默或渠道</translation>
    </message>
    <message>
        <source>Open: the fields of the row, or the rule of an alert</source>
        <translation>打开：该行的字段，或告警的规则</translation>
    </message>
    <message>
        <source>Acknowledge the alert: type a note, Enter</source>
        <translation>确认告警：输入备注后回车</translation>
    </message>
    <message>
        <source>Silence the alert or the rule</source>
        <translation>静默该告警或规则</translation>
    </message>
    <message>
        <source>Why it did, or did not, page at the instant</source>
        <translation>该时刻为何通知，或为何没有</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Delete the rule or channel, end the silence</source>
        <translation>删除规则或渠道，结束静默</translation>
    </message>
    <message>
        <source>Save what is edited</source>
        <translation>保存正在编辑的内容</translation>
    </message>
    <message>
        <source>In the history: move the cursor</source>
        <translation>在历史中：移动光标</translation>
    </message>
    <message>
        <source>Filter the page</source>
        <translation>筛选本页</translation>
    </message>
    <message>
        <source>Import rules</source>
        <translation>导入规则</translation>
    </message>
    <message>
        <source>Prometheus rules (*.yaml *.yml *.rules)</source>
        <translation>Prometheus 规则 (*.yaml *.yml *.rules)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export rules</source>
        <translation>导出规则</translation>
    </message>
    <message numerus="yes">
        <source>Exported %n rule(s) to %1</source>
        <translation>
            <numerusform>已将 %n 条规则导出到 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Events of what the alert is about</source>
        <translation>告警所涉对象的事件</translation>
    </message>
    <message>
        <source>Service level of what the alert is about</source>
        <translation>告警所涉对象的服务级别</translation>
    </message>
    <message>
        <source>Mesh of what the alert is about</source>
        <translation>告警所涉对象的网格</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AppearancePage</name>
    <message>
        <source>Appearance and language</source>
        <translation>外观和语言</translation>
    </message>
    <message>
        <source>How this window looks</source>
        <translation>窗口外观</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间显示</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Changes at once and is remembered. Status is always shape and word besides colour.</source>
        <translation>立即生效并被记住。状态除颜色外始终有形状和文字。</translation>
    </message>
    <message>
        <source>Local time of this machine</source>
        <translation>本机本地时间</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>For everything that is shown. Exports are always in UTC.</source>
        <translation>用于所有显示。导出始终使用 UTC。</translation>
    </message>
    <message>
        <source>Reduce motion: nothing moves or fades by itself</source>
        <translation>减少动态效果：任何内容都不会自行移动或淡入淡出</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ApprovalsPage</name>
    <message>
        <source>Proposal</source>
        <translation>提议</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>驳回</translation>
    </message>
    <message>
        <source>Commands that wait for approval</source>
        <translation>等待批准的命令</translation>
    </message>
    <message>
        <source>Waiting for a second person</source>
        <translation>等待第二人</translation>
    </message>
    <message>
        <source>Note: who proposed it will read this</source>
        <translation>备注：提议者会看到</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Nothing waits for approval</source>
        <translation>没有等待批准的命令</translation>
    </message>
    <message>
        <source>Commands of assistants and scripts come here, and those for clusters that want two persons.</source>
        <translation>助手和脚本提出的命令，以及要求两人确认的集群的命令，会出现在这里。</translation>
    </message>
    <message>
        <source>%1 gave no reason.</source>
        <comment>a person</comment>
        <translation>%1 没有给出原因。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a person and the reason given</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Working out what it would touch now.</source>
        <translation>正在计算现在会影响什么。</translation>
    </message>
    <message>
        <source>You proposed this yourself: a second person has to approve it.</source>
        <translation>这是您自己提议的：须由另一人批准。</translation>
    </message>
    <message>
        <source>Say why in the note.</source>
        <translation>请在备注中说明原因。</translation>
    </message>
    <message>
        <source>Approve: %1</source>
        <comment>a command</comment>
        <translation>批准：%1</translation>
    </message>
    <message>
        <source>It is sent at once.</source>
        <translation>批准后立即发送。</translation>
    </message>
    <message>
        <source>Approve and send</source>
        <translation>批准并发送</translation>
    </message>
    <message>
        <source>Approved and sent.</source>
        <translation>已批准并发送。</translation>
    </message>
    <message>
        <source>Rejected.</source>
        <translation>已驳回。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Filter proposals: checkout, source = ai</source>
        <translation>过滤提议：checkout、source = ai</translation>
    </message>
    <message>
        <source>No proposal matches</source>
        <translation>没有匹配的提议</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n proposal(s) match.</source>
        <translation>
            <numerusform>%n 个提议中没有匹配的。</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AuditDetail</name>
    <message>
        <source>The selected entry</source>
        <translation>所选条目</translation>
    </message>
    <message>
        <source>Select an entry to see what it changed.</source>
        <translation>选择条目以查看其更改。</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>What was sent, without secrets</source>
        <translation>发送的内容（不含机密）</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>nobody known</source>
        <translation>未知用户</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reason given</source>
        <translation>给出的理由</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>途径</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更改</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) the same</source>
        <translation>
            <numerusform>%n 个值相同</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing: before and after are the same.</source>
        <translation>没有：前后相同。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AuditFilter</name>
    <message>
        <source>All times</source>
        <translation>全部时间</translation>
    </message>
    <message>
        <source>Filter entries: payments, action = execute and not success</source>
        <translation>过滤条目：payments、action = execute and not success</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AuditLogPage</name>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>What was done and tried; entries cannot be changed unseen</source>
        <translation>做过和尝试过的事；条目无法被悄悄更改</translation>
    </message>
    <message>
        <source>Walks along the hash chain from the first entry to the last</source>
        <translation>沿哈希链从第一条检查到最后一条</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Audit entries</source>
        <translation>审计条目</translation>
    </message>
    <message>
        <source>Everything else keeps working.</source>
        <translation>其他一切照常工作。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>%1 of %2 entries shown; more come when you scroll</source>
        <translation>显示 %2 条中的 %1 条；滚动时加载更多</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>No entry matches</source>
        <translation>没有匹配的条目</translation>
    </message>
    <message>
        <source>The filter hides all of them.</source>
        <translation>筛选隐藏了全部。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing in this time</source>
        <translation>此时段内没有</translation>
    </message>
    <message>
        <source>Nothing was audited in %1.</source>
        <translation>%1 内没有审计记录。</translation>
    </message>
    <message>
        <source>Show all times</source>
        <translation>显示全部时间</translation>
    </message>
    <message>
        <source>No entries yet</source>
        <translation>尚无条目</translation>
    </message>
    <message>
        <source>Logins, changes and refused attempts will be listed here.</source>
        <translation>登录、更改和被拒绝的尝试会列在这里。</translation>
    </message>
    <message>
        <source>Verifying every entry from the first on</source>
        <translation>正在从第一条起逐条验证</translation>
    </message>
    <message>
        <source>Row %1 is not what was written: %2. Export the audit and keep the file as evidence.</source>
        <translation>第 %1 行与写入时不符：%2。请导出审计并保留文件作为证据。</translation>
    </message>
    <message>
        <source>The audit is not what was written: %1.</source>
        <translation>审计与写入时不符：%1。</translation>
    </message>
    <message>
        <source>%1 rows intact · head %2</source>
        <translation>%1 行完好 · 末端 %2</translation>
    </message>
    <message>
        <source>Export the audit</source>
        <translation>导出审计</translation>
    </message>
    <message>
        <source>Exporting to %1</source>
        <translation>正在导出到 %1</translation>
    </message>
    <message>
        <source>Exported with the hashes to %1</source>
        <translation>已连同哈希导出到 %1</translation>
    </message>
    <message>
        <source>%1 match among the newest %2 of %3 entries; more come when you scroll</source>
        <translation>最新的 %2 条（共 %3 条）中有 %1 条匹配；滚动时会读取更多</translation>
    </message>
    <message>
        <source>%1 of %2 entries match</source>
        <translation>%2 条中有 %1 条匹配</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::AuditTableModel</name>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Through</source>
        <translation>途径</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::BacktestChart</name>
    <message>
        <source>What the rule would have seen</source>
        <translation>规则会看到的值</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::BacktestFiringModel</name>
    <message>
        <source>Would have fired</source>
        <translation>本应触发</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>For</source>
        <comment>so long</comment>
        <translation>持续</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>峰值</translation>
    </message>
    <message>
        <source>Matched incident</source>
        <translation>对应事故</translation>
    </message>
    <message>
        <source>current</source>
        <translation>当前</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::BacktestPanel</name>
    <message>
        <source>Backtest over local history</source>
        <translation>本地历史回测</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message numerus="yes">
        <source>Backtest over %n day(s)</source>
        <translation>
            <numerusform>回测 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress of the backtest</source>
        <translation>回测进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>When the rule would have fired</source>
        <translation>规则本应触发的时间</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>敏感度</translation>
    </message>
    <message>
        <source>same history, other thresholds</source>
        <translation>同一历史，不同阈值</translation>
    </message>
    <message>
        <source>What other thresholds would have done</source>
        <translation>其他阈值会怎样</translation>
    </message>
    <message>
        <source>Cancelled; below is what was found before.</source>
        <translation>已取消；以下是之前的结果。</translation>
    </message>
    <message>
        <source>Cancelled before anything was found.</source>
        <translation>已取消，尚无结果。</translation>
    </message>
    <message>
        <source>Select a rule to see what it would have done.</source>
        <translation>选择一条规则以查看它本会怎样。</translation>
    </message>
    <message>
        <source>History is kept since %1; before that nothing is known.</source>
        <translation>历史自 %1 起保留；更早的未知。</translation>
    </message>
    <message>
        <source>Trying other thresholds</source>
        <translation>正在尝试其他阈值</translation>
    </message>
    <message>
        <source>Reading history</source>
        <translation>正在读取历史</translation>
    </message>
    <message numerus="yes">
        <source>%n firing(s)</source>
        <translation>
            <numerusform>触发 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 total</source>
        <comment>time that a rule fired</comment>
        <translation>共 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n flap(s)</source>
        <translation>
            <numerusform>抖动 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>通知 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 incidents caught</source>
        <translation>命中 %1/%2 起事故</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::BlastPane</name>
    <message>
        <source>What it will touch</source>
        <translation>将影响什么</translation>
    </message>
    <message>
        <source>This cluster wants a second person: it waits under Approvals until somebody else says yes.</source>
        <translation>该集群要求第二人确认：在他人同意之前，命令会留在“审批”中。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::BudgetTableModel</name>
    <message>
        <source>Domain</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Burn 1 h</source>
        <translation>1 小时燃烧</translation>
    </message>
    <message>
        <source>%1 in %2: %3 of the budget left, burning %4</source>
        <translation>%2 中的 %1：预算剩余 %3，燃烧 %4</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::BurnTableModel</name>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>长窗口</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>短窗口</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Long now</source>
        <translation>长窗口当前</translation>
    </message>
    <message>
        <source>Short now</source>
        <translation>短窗口当前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>page</source>
        <translation>呼叫</translation>
    </message>
    <message>
        <source>ticket</source>
        <translation>工单</translation>
    </message>
    <message>
        <source>firing %1</source>
        <translation>已触发 %1</translation>
    </message>
    <message>
        <source>firing</source>
        <translation>已触发</translation>
    </message>
    <message>
        <source>too few requests</source>
        <translation>请求太少</translation>
    </message>
    <message>
        <source>inactive</source>
        <translation>未触发</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChannelChips</name>
    <message>
        <source>+ add</source>
        <comment>a channel</comment>
        <translation>+ 添加</translation>
    </message>
    <message>
        <source>Add a channel</source>
        <translation>添加渠道</translation>
    </message>
    <message>
        <source>channel %1, removed</source>
        <translation>渠道 %1（已删除）</translation>
    </message>
    <message>
        <source>There is no other channel</source>
        <translation>没有其他渠道</translation>
    </message>
    <message>
        <source>all enabled channels</source>
        <translation>所有启用的渠道</translation>
    </message>
    <message>
        <source>%1 (switched off or incomplete)</source>
        <translation>%1（已停用或未配置完整）</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChannelForm</name>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Save channel</source>
        <translation>保存渠道</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>发送测试</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>From severity</source>
        <translation>最低级别</translation>
    </message>
    <message>
        <source>all; else prod-eu, prod-us</source>
        <translation>全部；或 prod-eu, prod-us</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>Give the channel a name.</source>
        <translation>请为渠道取名。</translation>
    </message>
    <message>
        <source>There is a channel with this name already.</source>
        <translation>已有同名渠道。</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新建渠道</translation>
    </message>
    <message>
        <source>select one, or make a new one</source>
        <translation>选择一个，或新建</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Sending a test message.</source>
        <translation>正在发送测试消息。</translation>
    </message>
    <message>
        <source>no status</source>
        <translation>无状态码</translation>
    </message>
    <message>
        <source>It arrived after %1 ms: %2 %3</source>
        <translation>%1 ms 后送达：%2 %3</translation>
    </message>
    <message>
        <source>It did not arrive after %1 ms: %2 %3</source>
        <translation>%1 ms 后仍未送达：%2 %3</translation>
    </message>
    <message>
        <source>Delete the channel %1? What still waits for it is not sent.</source>
        <translation>删除渠道 %1？仍在等待它的消息将不会发送。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>empty: the usual text</source>
        <translation>留空：使用默认文本</translation>
    </message>
    <message>
        <source>in use</source>
        <comment>a channel</comment>
        <translation>使用中</translation>
    </message>
    <message>
        <source>not in use</source>
        <comment>a channel</comment>
        <translation>未使用</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChannelInputs</name>
    <message>
        <source>kept secret; type to replace it</source>
        <translation>已保密；输入即替换</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <comment>a field</comment>
        <translation>缺少%1。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChannelPreview</name>
    <message>
        <source>as sent</source>
        <translation>按发送格式</translation>
    </message>
    <message>
        <source>Rule whose message is shown</source>
        <translation>要显示其消息的规则</translation>
    </message>
    <message>
        <source>What the message looks like</source>
        <translation>消息的样子</translation>
    </message>
    <message>
        <source>Select a channel to see a message of it.</source>
        <translation>选择一个渠道以查看其消息。</translation>
    </message>
    <message>
        <source>There is no rule yet whose message could be shown.</source>
        <translation>还没有可供展示消息的规则。</translation>
    </message>
    <message>
        <source>Subject: %1</source>
        <translation>主题：%1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChannelTableModel</name>
    <message>
        <source>all</source>
        <comment>clusters</comment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>From severity</source>
        <translation>最低级别</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Last test</source>
        <translation>上次测试</translation>
    </message>
    <message>
        <source>disabled</source>
        <comment>a channel</comment>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>never</source>
        <comment>a test of a channel</comment>
        <translation>从不</translation>
    </message>
    <message>
        <source>arrived %1 ago</source>
        <translation>%1 前送达</translation>
    </message>
    <message>
        <source>failed %1 ago</source>
        <translation>%1 前失败</translation>
    </message>
    <message>
        <source>in use</source>
        <comment>a channel</comment>
        <translation>使用中</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChannelsPage</name>
    <message>
        <source>Deliveries</source>
        <translation>投递</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>No channels yet</source>
        <translation>还没有渠道</translation>
    </message>
    <message>
        <source>Alerts are evaluated and shown, but nobody is told.</source>
        <translation>告警会被评估并显示，但不会通知任何人。</translation>
    </message>
    <message>
        <source>New channel</source>
        <translation>新建渠道</translation>
    </message>
    <message>
        <source>No channel matches “%1”</source>
        <translation>没有渠道匹配“%1”</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n channel(s) match.</source>
        <translation>
            <numerusform>%n 个渠道中匹配 0 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) waiting</source>
        <translation>
            <numerusform>%n 条消息等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing waits</source>
        <translation>没有等待的消息</translation>
    </message>
    <message>
        <source>Nothing was sent over this channel yet.</source>
        <translation>还没有通过此渠道发送过消息。</translation>
    </message>
    <message>
        <source>Filter channels: pay, type = slack</source>
        <translation>过滤渠道：pay、type = slack</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ChartTable</name>
    <message>
        <source>Ctrl+T shows the numbers as a table.</source>
        <translation>按 Ctrl+T 以表格显示数值。</translation>
    </message>
    <message>
        <source>%1 in numbers</source>
        <translation>%1（数值）</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CheatSheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Search keys</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>Help pages (F1)</source>
        <translation>帮助页面 (F1)</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::Chip</name>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ClusterList</name>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Show only this cluster</source>
        <translation>仅显示该集群</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Forget this cluster</source>
        <translation>移除该集群</translation>
    </message>
    <message>
        <source>Delete %1 and its whole history</source>
        <translation>删除 %1 及其全部历史</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ClusterTableModel</name>
    <message>
        <source>two agents</source>
        <translation>两个 Agent</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>no snapshot</source>
        <translation>无快照</translation>
    </message>
    <message>
        <source>online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>prod</source>
        <translation>生产</translation>
    </message>
    <message>
        <source>staging</source>
        <translation>预发</translation>
    </message>
    <message>
        <source>dev</source>
        <translation>开发</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>Last snapshot</source>
        <translation>最近快照</translation>
    </message>
    <message>
        <source>Last contact</source>
        <translation>最近联系</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Warnings, 24 h</source>
        <translation>Warning 24h</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>最近一小时</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
    <message>
        <source>Two agents report under this cluster id; their snapshots replace each other.</source>
        <translation>两个 Agent 使用同一集群 ID 上报，彼此的快照会互相覆盖。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CommandDetail</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Prepare again</source>
        <translation>再次准备</translation>
    </message>
    <message>
        <source>Cancel command</source>
        <translation>取消命令</translation>
    </message>
    <message>
        <source>Open the approval</source>
        <translation>打开审批</translation>
    </message>
    <message>
        <source>Steps of the command</source>
        <translation>命令的步骤</translation>
    </message>
    <message>
        <source>What the agent answered</source>
        <translation>代理的回答</translation>
    </message>
    <message>
        <source>No command is selected</source>
        <translation>未选择命令</translation>
    </message>
    <message>
        <source>Choose one to follow its steps and to see whether it helped.</source>
        <translation>选择一条命令，查看它的步骤以及是否见效。</translation>
    </message>
    <message>
        <source>awaiting approval</source>
        <translation>等待批准</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>The agent took it and was not heard of again. It may have been done or not: look at the object before you send it once more.</source>
        <translation>代理取走命令后再无消息。它可能已执行，也可能没有：再次发送前请先查看对象。</translation>
    </message>
    <message>
        <source>Verdict: %1</source>
        <translation>结论：%1</translation>
    </message>
    <message>
        <source>Verdict: %1. Nothing to judge by yet.</source>
        <comment>6 m to go</comment>
        <translation>结论：%1。目前还没有可供判断的数据。</translation>
    </message>
    <message>
        <source>Verdict: %1. So far:</source>
        <comment>6 m to go</comment>
        <translation>结论：%1。目前：</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CommandMenu</name>
    <message>
        <source>Scale…	S</source>
        <translation>伸缩…	S</translation>
    </message>
    <message>
        <source>Restart…	R</source>
        <translation>重启…	R</translation>
    </message>
    <message>
        <source>Delete…	Ctrl+D</source>
        <translation>删除…	Ctrl+D</translation>
    </message>
    <message>
        <source>Change the image…</source>
        <translation>更换镜像…</translation>
    </message>
    <message>
        <source>Cordon…</source>
        <translation>停止调度…</translation>
    </message>
    <message>
        <source>Uncordon…</source>
        <translation>恢复调度…</translation>
    </message>
    <message>
        <source>Logs…</source>
        <translation>日志…</translation>
    </message>
    <message>
        <source>Describe…</source>
        <translation>描述…</translation>
    </message>
    <message>
        <source>Values of the config map…</source>
        <translation>ConfigMap 的内容…</translation>
    </message>
    <message>
        <source>Values of the secret…</source>
        <translation>Secret 的内容…</translation>
    </message>
    <message>
        <source>%1…</source>
        <comment>an action</comment>
        <translation>%1…</translation>
    </message>
    <message>
        <source>Your role may not run %1 here.</source>
        <translation>您的角色不能在此执行 %1。</translation>
    </message>
    <message>
        <source>Copy as kubectl</source>
        <translation>复制为 kubectl</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Go to or do</source>
        <translation>转到或执行</translation>
    </message>
    <message>
        <source>Go to a view, cluster, workload, pod or node, or type a command</source>
        <translation>转到视图、集群、工作负载、Pod 或节点，或输入命令</translation>
    </message>
    <message>
        <source>Search events for “%1”</source>
        <translation>在事件中搜索“%1”</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter open · Esc close</source>
        <translation>↑ ↓ 选择 · Enter 打开 · Esc 关闭</translation>
    </message>
    <message>
        <source>only the first %1 objects are searched</source>
        <translation>仅搜索前 %1 个对象</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CommandSheet</name>
    <message>
        <source>What it will touch</source>
        <translation>将影响什么</translation>
    </message>
    <message>
        <source>blast radius</source>
        <translation>影响范围</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CommandsView</name>
    <message>
        <source>New command</source>
        <translation>新命令</translation>
    </message>
    <message>
        <source>History of commands</source>
        <translation>命令历史</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>运维手册</translation>
    </message>
    <message>
        <source>Commands that wait for approval</source>
        <translation>等待批准的命令</translation>
    </message>
    <message>
        <source>New runbook</source>
        <translation>新建运维手册</translation>
    </message>
    <message>
        <source>Command: %1</source>
        <comment>an action</comment>
        <translation>命令：%1</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>下发</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Approvals</source>
        <translation>审批</translation>
    </message>
    <message>
        <source>Role %1 — may not change anything</source>
        <translation>角色 %1 — 不能更改任何内容</translation>
    </message>
    <message numerus="yes">
        <source>Role %1 — %2 and %n more</source>
        <translation>
            <numerusform>角色 %1 — %2 及另外 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Role %1 — %2</source>
        <comment>a role and its actions</comment>
        <translation>角色 %1 — %2</translation>
    </message>
    <message>
        <source>Dispatch, history, runbooks, approvals</source>
        <translation>下发、历史、运维手册、审批</translation>
    </message>
    <message>
        <source>To the target of a new command, or find in the list</source>
        <translation>到新命令的目标，或在列表中查找</translation>
    </message>
    <message>
        <source>Dispatch what is filled in; save the runbook in the editor</source>
        <translation>下发已填写的命令；在编辑器中保存运维手册</translation>
    </message>
    <message>
        <source>In a field: dispatch; on the card: confirm</source>
        <translation>在输入框中：下发；在卡片上：确认</translation>
    </message>
    <message>
        <source>In the target: what there is</source>
        <translation>在目标框中：列出可选对象</translation>
    </message>
    <message>
        <source>Prepare the selected command again</source>
        <translation>再次准备所选命令</translation>
    </message>
    <message>
        <source>Prepare what takes the selected command back</source>
        <translation>准备撤回所选命令的命令</translation>
    </message>
    <message>
        <source>Cancel the selected command while it is queued; remove a runbook</source>
        <translation>取消仍在排队的所选命令；移除运维手册</translation>
    </message>
    <message>
        <source>Events of its target</source>
        <translation>其目标的事件</translation>
    </message>
    <message>
        <source>Its target in the mesh</source>
        <translation>其目标在网格中的位置</translation>
    </message>
    <message>
        <source>Copy the name of its target</source>
        <translation>复制其目标的名称</translation>
    </message>
    <message>
        <source>Copy the selected row</source>
        <translation>复制所选行</translation>
    </message>
    <message>
        <source>Copy the selected command as kubectl</source>
        <translation>将所选命令复制为 kubectl</translation>
    </message>
    <message>
        <source>Undo, or close the card, the editor, the filter: one at a time</source>
        <translation>撤销，或依次关闭卡片、编辑器、筛选</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ConfirmBar</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>输入 %1 以确认</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Name to confirm</source>
        <translation>输入名称以确认</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::CopyLine</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::DeliveryTableModel</name>
    <message>
        <source>no answer in %1 ms</source>
        <translation>%1 ms 内无应答</translation>
    </message>
    <message>
        <source>%1 %2 in %3 ms</source>
        <comment>status, answer, how long it took</comment>
        <translation>%1 %2，用时 %3 ms</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Last answer</source>
        <translation>最近应答</translation>
    </message>
    <message>
        <source>%1, again %2</source>
        <comment>a state, a time</comment>
        <translation>%1，%2 再试</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::DispatchConfirmation</name>
    <message>
        <source>It goes out when a second person has approved it.</source>
        <translation>第二人批准后发出。</translation>
    </message>
    <message>
        <source>Ask for approval</source>
        <translation>申请批准</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>下发</translation>
    </message>
    <message>
        <source>Elevated mode: read what it will touch. Enter sends it with this reason.</source>
        <translation>提升模式：请先查看影响范围。按 Enter 即以此理由发送。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::DispatchForm</name>
    <message>
        <source>%1 — agent online, heard %2 ago</source>
        <comment>a cluster, an age</comment>
        <translation>%1 — 代理在线，%2 前有消息</translation>
    </message>
    <message>
        <source>%1 — agent alive, no snapshots</source>
        <comment>a cluster</comment>
        <translation>%1 — 代理存活，无快照</translation>
    </message>
    <message>
        <source>%1 — agent offline, silent for %2</source>
        <comment>a cluster, an age</comment>
        <translation>%1 — 代理离线，静默 %2</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Why: it stands in the history and the audit</source>
        <translation>原因：会记入历史和审计</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Choose a cluster</source>
        <translation>选择集群</translation>
    </message>
    <message>
        <source>The last snapshot of %1 holds no %2.</source>
        <translation>%1 的最新快照中没有 %2。</translation>
    </message>
    <message>
        <source>Choose an action first</source>
        <translation>请先选择操作</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::DispatchPage</name>
    <message>
        <source>New command</source>
        <translation>新命令</translation>
    </message>
    <message>
        <source>Dispatch</source>
        <translation>下发</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Copy as kubectl</source>
        <translation>复制为 kubectl</translation>
    </message>
    <message>
        <source>Checks the command and works out what it would touch; sends nothing</source>
        <translation>检查命令并计算它会影响什么；不发送任何内容</translation>
    </message>
    <message>
        <source>Dry run: the command is complete. Nothing was sent.</source>
        <translation>试运行：命令完整。没有发送任何内容。</translation>
    </message>
    <message>
        <source>Nothing was sent. %1</source>
        <translation>没有发送任何内容。%1</translation>
    </message>
    <message>
        <source>Undone: nothing was sent.</source>
        <translation>已撤销：没有发送任何内容。</translation>
    </message>
    <message>
        <source>Fill in the command to see what it will touch.</source>
        <translation>填写命令以查看它将影响什么。</translation>
    </message>
    <message>
        <source>Your role (%1) may not run %2 on %3.</source>
        <comment>a role, an action, a cluster</comment>
        <translation>您的角色（%1）不能在 %3 上执行 %2。</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>%1 was not sent. %2</source>
        <comment>a command, the reason</comment>
        <translation>%1 未发送。%2</translation>
    </message>
    <message>
        <source>It waits for a second person, under Approvals.</source>
        <translation>它在“审批”中等待第二人。</translation>
    </message>
    <message>
        <source>kubectl has no such command.</source>
        <translation>kubectl 没有对应的命令。</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>已复制：%1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Queued. What becomes of it is on the right.</source>
        <translation>已排队。进展见右侧。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::DispatchPresenter</name>
    <message>
        <source>The window shows %1. Commands act on what is now: go back to now first.</source>
        <translation>窗口显示的是 %1。命令作用于当前状态：请先回到现在。</translation>
    </message>
    <message>
        <source>This window is read-only: nothing can be sent. Settings switches it back.</source>
        <translation>此窗口为只读：不能发送任何内容。可在“设置”中切换回来。</translation>
    </message>
    <message>
        <source>Your role (%1) cannot run commands. Ask an admin of this console.</source>
        <translation>您的角色（%1）不能执行命令。请联系此控制台的管理员。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ElevationBar</name>
    <message>
        <source>End now</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>Elevated mode</source>
        <translation>提升模式</translation>
    </message>
    <message>
        <source>Elevated mode, %1 left: no name to type here</source>
        <comment>minutes:seconds</comment>
        <translation>提升模式，剩余 %1：此处无需输入名称</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventActions</name>
    <message>
        <source>Copied the name</source>
        <translation>已复制名称</translation>
    </message>
    <message>
        <source>%1 has no namespace</source>
        <translation>%1 没有命名空间</translation>
    </message>
    <message>
        <source>Copied the namespace</source>
        <translation>已复制命名空间</translation>
    </message>
    <message>
        <source>Copied the event</source>
        <translation>已复制事件</translation>
    </message>
    <message>
        <source>%1 rows are too many for the clipboard (at most %2); export takes all</source>
        <translation>%1 行超出剪贴板上限（最多 %2 行）；可改用导出获取全部</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n event(s)</source>
        <translation>
            <numerusform>已复制 %n 个事件</numerusform>
        </translation>
    </message>
    <message>
        <source>Still loading</source>
        <translation>仍在加载</translation>
    </message>
    <message>
        <source>Apply as filter</source>
        <translation>作为过滤条件应用</translation>
    </message>
    <message>
        <source>Prepare as filter</source>
        <translation>准备为过滤条件</translation>
    </message>
    <message>
        <source>Copy as filter</source>
        <translation>复制为过滤条件</translation>
    </message>
    <message>
        <source>Copied the filter</source>
        <translation>已复制过滤条件</translation>
    </message>
    <message>
        <source>Copy name	C</source>
        <translation>复制名称	C</translation>
    </message>
    <message>
        <source>Copy namespace	N</source>
        <translation>复制命名空间	N</translation>
    </message>
    <message>
        <source>Copy rows as</source>
        <translation>将行复制为</translation>
    </message>
    <message>
        <source>Events of %1</source>
        <translation>事件：%1</translation>
    </message>
    <message>
        <source>TSV</source>
        <translation>TSV</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>kubectl commands</source>
        <translation>kubectl 命令</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventFilterControls</name>
    <message>
        <source>Saved this view as “%1”</source>
        <translation>已将此视图保存为“%1”</translation>
    </message>
    <message>
        <source>Showing “%1”</source>
        <translation>正在显示“%1”</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventFooter</name>
    <message>
        <source>+%1 or more new · Resume</source>
        <translation>至少 %1 个新事件 · 继续</translation>
    </message>
    <message>
        <source>+%1 new · Resume</source>
        <translation>%1 个新事件 · 继续</translation>
    </message>
    <message>
        <source>The rows stand still while the pointer is over them or the time is paused; new events are stored all the same.</source>
        <translation>指针位于表格上方或时间暂停时，行保持不动；新事件照常入库。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventHistogram</name>
    <message>
        <source>Events over time</source>
        <translation>事件时间分布</translation>
    </message>
    <message>
        <source>%1 warnings and %2 normal events, %3</source>
        <translation>%1 个 Warning 和 %2 个 Normal 事件，%3</translation>
    </message>
    <message>
        <source>%1 per %2</source>
        <comment>most events in one bar, length of a bar</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>oldest event kept</source>
        <translation>所保留的最旧事件</translation>
    </message>
    <message>
        <source>%1 – %2
%3 warnings, %4 normal</source>
        <translation>%1 – %2
%3 个 Warning，%4 个 Normal</translation>
    </message>
    <message>
        <source>%1: %2 warnings, %3 normal</source>
        <translation>%1：%2 个 Warning，%3 个 Normal</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventInspector</name>
    <message>
        <source>Phase</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>重启次数</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Desired</source>
        <translation>期望</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Updated</source>
        <translation>已更新</translation>
    </message>
    <message>
        <source>Unavailable</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>容器</translation>
    </message>
    <message>
        <source>QoS class</source>
        <translation>QoS 等级</translation>
    </message>
    <message>
        <source>Schedulable</source>
        <translation>可调度</translation>
    </message>
    <message>
        <source>Inspector of the selected event</source>
        <translation>所选事件的详情</translation>
    </message>
    <message>
        <source>The involved object as JSON</source>
        <translation>所涉对象的 JSON</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Object JSON</source>
        <translation>对象 JSON</translation>
    </message>
    <message>
        <source>No event selected</source>
        <translation>未选择事件</translation>
    </message>
    <message>
        <source>Select a row to see what owns its object, what else happened around that moment and what the object looked like then.</source>
        <translation>选择一行，查看其对象的归属、该时刻前后发生的其他事件，以及对象当时的状态。</translation>
    </message>
    <message>
        <source>Loading the event…</source>
        <translation>正在加载事件…</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>First / last</source>
        <translation>首次 / 最近</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>%1 (the source dropped or merged some)</source>
        <translation>%1（来源丢弃或合并了部分事件）</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>未提供</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>UID</source>
        <translation>UID</translation>
    </message>
    <message>
        <source>The event has no message.</source>
        <translation>该事件没有消息。</translation>
    </message>
    <message>
        <source>Cut here; copy as JSON has all %1 characters.</source>
        <translation>此处已截断；复制为 JSON 可得全部 %1 个字符。</translation>
    </message>
    <message>
        <source>Ownership — every event of the chain</source>
        <translation>归属链 — 链上的全部事件</translation>
    </message>
    <message>
        <source>Owners of the object and their events</source>
        <translation>对象的属主及其事件</translation>
    </message>
    <message>
        <source>%1 events, %2 of them warnings</source>
        <translation>%1 个事件，其中 %2 个 Warning</translation>
    </message>
    <message>
        <source>Around this moment</source>
        <translation>该时刻前后</translation>
    </message>
    <message>
        <source>%1 more within the window</source>
        <translation>该时段内另有 %1 个</translation>
    </message>
    <message>
        <source>Events around this moment</source>
        <translation>该时刻前后的事件</translation>
    </message>
    <message>
        <source>Object at that time</source>
        <translation>对象当时的状态</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>当前状态</translation>
    </message>
    <message>
        <source>as stored then</source>
        <translation>当时存储的状态</translation>
    </message>
    <message>
        <source>Nothing was kept: the state is stored when a Warning is first seen, and the object is in no current snapshot.</source>
        <translation>未保留状态：仅在首次出现 Warning 时存储对象状态，而该对象不在任何当前快照中。</translation>
    </message>
    <message>
        <source>Events of this object</source>
        <translation>该对象的事件</translation>
    </message>
    <message>
        <source>… of the whole %1</source>
        <translation>… 整个 %1 的事件</translation>
    </message>
    <message>
        <source>… of its node</source>
        <translation>… 其所在节点的事件</translation>
    </message>
    <message>
        <source>Warnings around here (±15 min)</source>
        <translation>此刻前后的 Warning（±15 分钟）</translation>
    </message>
    <message>
        <source>Copy as kubectl</source>
        <translation>复制为 kubectl</translation>
    </message>
    <message>
        <source>Copy JSON</source>
        <translation>复制 JSON</translation>
    </message>
    <message>
        <source>Could not load this event</source>
        <translation>无法加载该事件</translation>
    </message>
    <message>
        <source>The table is not affected. Select the row again to retry.</source>
        <translation>表格不受影响。重新选择该行即可重试。</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>正在加载 %1…</translation>
    </message>
    <message>
        <source>The object is in no snapshot that is still here: it is gone, or the agent has not reported since the program started.</source>
        <translation>现有快照中没有该对象：它已被删除，或程序启动后 Agent 尚未上报。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventIntents</name>
    <message>
        <source>This event names no node</source>
        <translation>该事件未注明节点</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventPane</name>
    <message>
        <source>Loading events…</source>
        <translation>正在加载事件…</translation>
    </message>
    <message>
        <source>The agents&apos; snapshots are still taken in; nothing that was stored is touched.</source>
        <translation>仍在接收 Agent 的快照；已存储的数据不受影响。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Loosen: remove %1 → %2</source>
        <translation>放宽：移除 %1 → %2</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventTable</name>
    <message>
        <source>Events, newest first</source>
        <translation>事件，最新在前</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventTableModel</name>
    <message>
        <source>No longer kept: deleted by retention</source>
        <translation>已不再保留：按保留策略删除</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventToolbar</name>
    <message>
        <source>Type ▾</source>
        <translation>类型 ▾</translation>
    </message>
    <message>
        <source>Kind ▾</source>
        <translation>Kind ▾</translation>
    </message>
    <message>
        <source>Save view ▾</source>
        <translation>保存视图 ▾</translation>
    </message>
    <message>
        <source>Export ▾</source>
        <translation>导出 ▾</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有 Kind</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>NDJSON, one event a line…</source>
        <translation>NDJSON，每行一个事件…</translation>
    </message>
    <message>
        <source>Name, then Enter</source>
        <translation>输入名称后按 Enter</translation>
    </message>
    <message>
        <source>Name to save this view under</source>
        <translation>保存此视图所用的名称</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::EventsView</name>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Events over time</source>
        <translation>事件时间分布</translation>
    </message>
    <message>
        <source>Events: export as CSV</source>
        <translation>事件：导出为 CSV</translation>
    </message>
    <message>
        <source>Events: export as JSON</source>
        <translation>事件：导出为 JSON</translation>
    </message>
    <message>
        <source>Events: export as NDJSON</source>
        <translation>事件：导出为 NDJSON</translation>
    </message>
    <message>
        <source>Events: only warnings</source>
        <translation>事件：仅 Warning</translation>
    </message>
    <message>
        <source>Events: zoom the time to the brush</source>
        <translation>事件：将时间缩放到框选范围</translation>
    </message>
    <message>
        <source>Events: clear every filter</source>
        <translation>事件：清除所有过滤条件</translation>
    </message>
    <message>
        <source>Events: of the owner of the selected object</source>
        <translation>事件：所选对象属主的事件</translation>
    </message>
    <message>
        <source>Events: of the node of the selected event</source>
        <translation>事件：所选事件所在节点的事件</translation>
    </message>
    <message>
        <source>A part could not be loaded: %1. The rows on the screen are still right.</source>
        <translation>部分数据无法加载：%1。屏幕上的行仍然正确。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Write a filter</source>
        <translation>编写过滤条件</translation>
    </message>
    <message>
        <source>Events of the object: a node&apos;s pods, a workload&apos;s tree</source>
        <translation>对象的事件：节点上的 Pod、工作负载的整棵树</translation>
    </message>
    <message>
        <source>Go to the inspector</source>
        <translation>转到详情</translation>
    </message>
    <message>
        <source>Events of the owner and all it owns</source>
        <translation>属主及其所有下属对象的事件</translation>
    </message>
    <message>
        <source>Who else: events of the node</source>
        <translation>还有谁：所在节点的事件</translation>
    </message>
    <message>
        <source>The object as JSON</source>
        <translation>对象的 JSON</translation>
    </message>
    <message>
        <source>Copy the object&apos;s name</source>
        <translation>复制对象名称</translation>
    </message>
    <message>
        <source>Copy the object&apos;s namespace</source>
        <translation>复制对象的命名空间</translation>
    </message>
    <message>
        <source>Copy the selected rows as TSV</source>
        <translation>将所选行复制为 TSV</translation>
    </message>
    <message>
        <source>Copy the selected rows as…</source>
        <translation>将所选行复制为…</translation>
    </message>
    <message>
        <source>Oldest first, newest first</source>
        <translation>最旧在前 / 最新在前</translation>
    </message>
    <message>
        <source>← → in the histogram</source>
        <translation>直方图中的 ← →</translation>
    </message>
    <message>
        <source>Move by a bar; with Shift select, Enter applies</source>
        <translation>移动一格；按住 Shift 选择，Enter 应用</translation>
    </message>
    <message>
        <source>Filter text, brush, scope, kind, type, object, inspector: one at a time</source>
        <translation>逐层取消：过滤文本、框选、范围、Kind、类型、对象、详情</translation>
    </message>
    <message>
        <source>Exporting; the status bar shows how far it is</source>
        <translation>正在导出；状态栏显示进度</translation>
    </message>
    <message>
        <source>Filter by the cell, copy, commands</source>
        <translation>按单元格筛选、复制、命令</translation>
    </message>
    <message>
        <source>%1 is not for a %2</source>
        <comment>an action, a kind of object</comment>
        <translation>%1 不适用于 %2</translation>
    </message>
    <message>
        <source>Next event</source>
        <translation>下一个事件</translation>
    </message>
    <message>
        <source>Previous event</source>
        <translation>上一个事件</translation>
    </message>
    <message>
        <source>Scale the object: opens the command</source>
        <translation>扩缩对象：打开命令</translation>
    </message>
    <message>
        <source>Restart the object: opens the command</source>
        <translation>重启对象：打开命令</translation>
    </message>
    <message>
        <source>Delete the object: opens the command</source>
        <translation>删除对象：打开命令</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>过滤</translation>
    </message>
    <message>
        <source>%1 — did you mean %2?</source>
        <translation>%1 — 您是否想输入 %2？</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>incomplete</source>
        <comment>state of a filter text</comment>
        <translation>不完整</translation>
    </message>
    <message>
        <source>invalid</source>
        <comment>state of a filter text</comment>
        <translation>无效</translation>
    </message>
    <message>
        <source>applied</source>
        <comment>state of a filter text</comment>
        <translation>已应用</translation>
    </message>
    <message>
        <source>valid — Enter applies</source>
        <translation>有效 — 按 Enter 应用</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::FindEdit</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::FiringPage</name>
    <message>
        <source>Firing and pending alerts</source>
        <translation>触发中和待定的告警</translation>
    </message>
    <message>
        <source>Rules and channels work as before.</source>
        <translation>规则和渠道照常工作。</translation>
    </message>
    <message>
        <source>No alert matches “%1”</source>
        <translation>没有告警匹配“%1”</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n alert(s) match.</source>
        <translation>
            <numerusform>%n 条告警中匹配 0 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>What is stored can be read.</source>
        <translation>已存储的内容仍可读取。</translation>
    </message>
    <message>
        <source>Nothing fired at %1</source>
        <translation>%1 时没有触发</translation>
    </message>
    <message>
        <source>No rule was true for long enough then.</source>
        <translation>当时没有规则成立足够久。</translation>
    </message>
    <message>
        <source>Nothing fires</source>
        <translation>没有触发</translation>
    </message>
    <message numerus="yes">
        <source>No rule is true. %n rule(s) are evaluated.</source>
        <translation>
            <numerusform>没有规则成立。正在评估 %n 条规则。</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter alerts: checkout, severity = critical</source>
        <translation>过滤告警：checkout、severity = critical</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::FiringStrip</name>
    <message>
        <source>When the rule would have fired</source>
        <translation>规则本应触发的时间</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::FirstRunPage</name>
    <message>
        <source>No cluster has reported yet</source>
        <translation>尚无集群上报</translation>
    </message>
    <message>
        <source>Look around in simulated clusters, import a snapshot or an event list (or drop the file here), or let an agent send its snapshots to this console. This command sends a first one:</source>
        <translation>浏览模拟集群，导入快照或事件列表（也可将文件拖放到此处），或让 Agent 将快照发送到本控制台。以下命令发送第一份快照：</translation>
    </message>
    <message>
        <source>Open demo</source>
        <translation>打开演示</translation>
    </message>
    <message>
        <source>Import file…</source>
        <translation>导入文件…</translation>
    </message>
    <message>
        <source>Keys (?)</source>
        <translation>快捷键 (?)</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::FlightTableModel</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>awaiting approval</source>
        <translation>等待批准</translation>
    </message>
    <message>
        <source>unknown (agent lost)</source>
        <translation>未知（代理失联）</translation>
    </message>
    <message>
        <source>queued %1</source>
        <comment>for how long</comment>
        <translation>排队 %1</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>已送达</translation>
    </message>
    <message>
        <source>running %1</source>
        <comment>for how long</comment>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>timed out</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::GatewayPage</name>
    <message>
        <source>Listener and gateway</source>
        <translation>监听与网关</translation>
    </message>
    <message>
        <source>Where agents report, and where people and programs ask</source>
        <translation>代理上报之处，以及人和程序访问之处</translation>
    </message>
    <message>
        <source>Command that asks the gateway</source>
        <translation>询问网关的命令</translation>
    </message>
    <message>
        <source>Command that runs a query</source>
        <translation>运行查询的命令</translation>
    </message>
    <message>
        <source>Command that starts an agent</source>
        <translation>启动代理的命令</translation>
    </message>
    <message>
        <source>Make an API key on the page Tokens and put it into BINNACLE_TOKEN first.</source>
        <translation>请先在“令牌”页创建 API 密钥并放入 BINNACLE_TOKEN。</translation>
    </message>
    <message>
        <source>Gateway for people and programs</source>
        <translation>供人和程序使用的网关</translation>
    </message>
    <message>
        <source>With curl</source>
        <translation>使用 curl</translation>
    </message>
    <message>
        <source>With binnaclectl</source>
        <translation>使用 binnaclectl</translation>
    </message>
    <message>
        <source>Listener for agents</source>
        <translation>代理监听</translation>
    </message>
    <message>
        <source>Start an agent</source>
        <translation>启动代理</translation>
    </message>
    <message>
        <source>Not listening: %1</source>
        <translation>未监听：%1</translation>
    </message>
    <message>
        <source>Off. Nobody can reach this console from a browser or a program.</source>
        <translation>已关闭。任何浏览器或程序都无法访问此控制台。</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Listening on %1 · %2 · %3 since it was opened</source>
        <translation>正在监听 %1 · %2 · 打开以来 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s)</source>
        <translation>
            <numerusform>%n 个连接</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>未监听</translation>
    </message>
    <message>
        <source>Listening on %1 · %2 · %3 · %4 refused since the start</source>
        <translation>正在监听 %1 · %2 · %3 · 启动以来拒绝 %4</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>快照</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::GuardedPage</name>
    <message>
        <source>Not permitted</source>
        <translation>无权限</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::HelpOverlay</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Search help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Help pages</source>
        <translation>帮助页面</translation>
    </message>
    <message>
        <source>↑ ↓ page · Page Up, Page Down scroll · Tab into the text · Esc close</source>
        <translation>↑ ↓ 选择页面 · Page Up、Page Down 滚动 · Tab 进入正文 · Esc 关闭</translation>
    </message>
    <message>
        <source>Connect an agent</source>
        <translation>接入 Agent</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Filters and times</source>
        <translation>过滤与时间</translation>
    </message>
    <message>
        <source>The history</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>No page holds these words.</source>
        <translation>没有页面包含这些词。</translation>
    </message>
    <message>
        <source>Metrics endpoints</source>
        <translation>指标端点</translation>
    </message>
    <message>
        <source>Mesh</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Service levels</source>
        <translation>服务级别</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::HistoryPage</name>
    <message>
        <source>History of commands</source>
        <translation>命令历史</translation>
    </message>
    <message>
        <source>Only commands to %1</source>
        <translation>只看对 %1 的命令</translation>
    </message>
    <message>
        <source>Prepare again</source>
        <translation>再次准备</translation>
    </message>
    <message>
        <source>to %1</source>
        <comment>commands to an object</comment>
        <translation>对 %1</translation>
    </message>
    <message>
        <source>Commands can still be sent.</source>
        <translation>仍可发送命令。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message numerus="yes">
        <source>the newest %n, more below</source>
        <translation>
            <numerusform>最新的 %n 条，下面还有更多</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n command(s), %1</source>
        <translation>
            <numerusform>%n 条命令，%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>正在读取历史</translation>
    </message>
    <message>
        <source>No command matches</source>
        <translation>没有匹配的命令</translation>
    </message>
    <message>
        <source>Nothing in %1 fits what you look for.</source>
        <translation>%1 内没有符合条件的命令。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>No commands in this time</source>
        <translation>这段时间内没有命令</translation>
    </message>
    <message>
        <source>Nothing was sent in %1. A longer range of time may show older ones.</source>
        <translation>%1 内没有发送命令。扩大时间范围可能看到更早的命令。</translation>
    </message>
    <message>
        <source>Filter commands: checkout, action = scale and status = failed</source>
        <translation>过滤命令：checkout、action = scale and status = failed</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::IncidentLine</name>
    <message>
        <source>INC-118 catalog outage</source>
        <translation>INC-118 目录故障</translation>
    </message>
    <message>
        <source>Name of the incident that the marked firing belongs to</source>
        <translation>所选触发所属事故的名称</translation>
    </message>
    <message>
        <source>Label as incident</source>
        <translation>标记为事故</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::IncidentRow</name>
    <message>
        <source>Firing now</source>
        <translation>正在触发</translation>
    </message>
    <message>
        <source>No alert fires.</source>
        <translation>没有告警触发。</translation>
    </message>
    <message>
        <source>Error budgets at risk</source>
        <translation>有风险的错误预算</translation>
    </message>
    <message>
        <source>Commands in flight</source>
        <translation>执行中的命令</translation>
    </message>
    <message>
        <source>No command was sent within the hour.</source>
        <translation>一小时内没有发送命令。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::InspectorPanel</name>
    <message>
        <source>Inspector</source>
        <translation>详情</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::KeyBar</name>
    <message>
        <source>Take</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>press keys</source>
        <translation>请按键</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>新的按键</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>New keys for “%1” · Enter takes them, Esc gives up</source>
        <translation>为“%1”设置新的按键 · Enter 采用，Esc 放弃</translation>
    </message>
    <message>
        <source>New keys for “%1”</source>
        <translation>为“%1”设置新的按键</translation>
    </message>
    <message>
        <source>%1 already means “%2” (%3)</source>
        <comment>a key, what it does, where</comment>
        <translation>%1 已用于“%2”（%3）</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::KeyDispatcher</name>
    <message>
        <source>Everywhere</source>
        <translation>任何地方</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::KeyMap</name>
    <message>
        <source>%1 already means “%2” (%3)</source>
        <comment>a key, what it does, where</comment>
        <translation>%1 已用于“%2”（%3）</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Letters act while no text field has the focus; keys with a space are pressed one after the other</source>
        <translation>焦点不在文本框时字母键生效；带空格的按键依次按下</translation>
    </message>
    <message>
        <source>Find a key or what it does</source>
        <translation>查找按键或其作用</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>%1 from now on.</source>
        <translation>从现在起为 %1。</translation>
    </message>
    <message>
        <source>The settings name keys of what is no command: %1</source>
        <translation>设置中的这些快捷键不对应任何命令：%1</translation>
    </message>
    <message>
        <source>default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>cannot be changed</source>
        <translation>不能更改</translation>
    </message>
    <message>
        <source>%1 again, as at first.</source>
        <translation>已恢复为最初的 %1。</translation>
    </message>
    <message>
        <source>All keys are as at first.</source>
        <translation>所有快捷键已恢复为最初的设置。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::LatencyChart</name>
    <message>
        <source>No request was timed in this range.</source>
        <translation>此范围内没有计时的请求。</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Up to here</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>超过 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two lengths of time</comment>
        <translation>%1 至 %2</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MainWindow</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>All clusters</source>
        <translation>所有集群</translation>
    </message>
    <message>
        <source> (demo)</source>
        <translation>（演示）</translation>
    </message>
    <message>
        <source> (read-only)</source>
        <translation>（只读）</translation>
    </message>
    <message>
        <source> (as of %1)</source>
        <translation>（截至 %1）</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MatcherEditor</name>
    <message>
        <source>+ matcher</source>
        <translation>+ 匹配条件</translation>
    </message>
    <message>
        <source>Label of the alert</source>
        <translation>告警的标签</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Remove this matcher</source>
        <translation>移除此匹配条件</translation>
    </message>
    <message>
        <source>Say which alerts it hushes: at least one matcher with a value.</source>
        <translation>请说明静默哪些告警：至少一个带值的匹配条件。</translation>
    </message>
    <message>
        <source>“%1” is no regular expression: %2 at character %3.</source>
        <translation>“%1”不是正则表达式：第 %3 个字符处 %2。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshActions</name>
    <message>
        <source>Unfold</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>SLO</source>
        <translation>SLO</translation>
    </message>
    <message>
        <source>Only its neighbourhood</source>
        <translation>仅其邻域</translation>
    </message>
    <message>
        <source>Fold namespace %1</source>
        <translation>折叠命名空间 %1</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Export the mesh</source>
        <translation>导出网格</translation>
    </message>
    <message>
        <source>Pin, or let go</source>
        <translation>固定或取消固定</translation>
    </message>
    <message>
        <source>Copy the numbers as JSON</source>
        <translation>以 JSON 复制数值</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshCallTable</name>
    <message>
        <source>Callers and callees</source>
        <translation>调用方与被调用方</translation>
    </message>
    <message>
        <source>service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>rps</source>
        <translation>rps</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>out</source>
        <comment>a call to</comment>
        <translation>出</translation>
    </message>
    <message>
        <source>in</source>
        <comment>a call from</comment>
        <translation>入</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshCanvas</name>
    <message>
        <source>Service mesh graph</source>
        <translation>服务网格图</translation>
    </message>
    <message>
        <source>Nothing selected. Arrow keys choose a service.</source>
        <translation>未选择任何内容。用方向键选择服务。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshEventList</name>
    <message>
        <source>Latest events</source>
        <translation>最新事件</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshInspector</name>
    <message>
        <source>Inspector of the mesh</source>
        <translation>网格检查器</translation>
    </message>
    <message>
        <source>The whole mesh</source>
        <translation>整个网格</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>已测量</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>a share of a length of time</comment>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>Select a service or a call to see its numbers, budget and events.</source>
        <translation>选择服务或调用以查看其数值、预算和事件。</translation>
    </message>
    <message>
        <source>Troubled services</source>
        <translation>有问题的服务</translation>
    </message>
    <message>
        <source>None: every service with traffic keeps its target.</source>
        <translation>无：所有有流量的服务均达到目标。</translation>
    </message>
    <message>
        <source>own errors</source>
        <translation>自身错误</translation>
    </message>
    <message>
        <source>inherited</source>
        <translation>继承</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>与 %1 比较</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>Better</source>
        <translation>变好</translation>
    </message>
    <message>
        <source>− removed</source>
        <translation>− 已移除</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>failed requests, all requests</comment>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新</translation>
    </message>
    <message>
        <source>first call in this window</source>
        <translation>此窗口内的首次调用</translation>
    </message>
    <message>
        <source>Last call</source>
        <translation>最近一次调用</translation>
    </message>
    <message>
        <source>There was no such call in this window.</source>
        <translation>此窗口内没有这样的调用。</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>之间</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Callee</source>
        <translation>被调用方</translation>
    </message>
    <message>
        <source>SLO</source>
        <translation>SLO</translation>
    </message>
    <message>
        <source>not different</source>
        <translation>无差异</translation>
    </message>
    <message>
        <source>Δ requests</source>
        <translation>Δ 请求</translation>
    </message>
    <message>
        <source>Δ errors</source>
        <translation>Δ 错误</translation>
    </message>
    <message>
        <source>Δ p95</source>
        <translation>Δ p95</translation>
    </message>
    <message>
        <source>folded namespace</source>
        <translation>已折叠的命名空间</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>%1 more: unfold to see them, or open the table (Ctrl+T).</source>
        <translation>还有 %1 个：展开查看，或打开表格 (Ctrl+T)。</translation>
    </message>
    <message>
        <source>Nothing to show.</source>
        <translation>暂无内容可显示。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshLegend</name>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>new: first seen in this window</source>
        <translation>新：在此窗口内首次出现</translation>
    </message>
    <message>
        <source>dashed: idle, had traffic within the hour</source>
        <translation>虚线：空闲，一小时内有过流量</translation>
    </message>
    <message>
        <source>few requests</source>
        <translation>请求少</translation>
    </message>
    <message>
        <source>many requests (width by log)</source>
        <translation>请求多（线宽按对数）</translation>
    </message>
    <message>
        <source>a call that fails or is slow</source>
        <translation>失败或缓慢的调用</translation>
    </message>
    <message>
        <source>a new call</source>
        <translation>新的调用</translation>
    </message>
    <message>
        <source>hatched: removed since the time compared with</source>
        <translation>阴影线：相对比较时刻已移除</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshScene</name>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation>无流量</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n 个服务</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 troubled</source>
        <translation>%1 个有问题</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>error rate, requests</comment>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>not there now</source>
        <translation>现已不存在</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshScrubber</name>
    <message>
        <source>Time travel</source>
        <translation>时间旅行</translation>
    </message>
    <message>
        <source>The window shows %1</source>
        <translation>窗口显示 %1</translation>
    </message>
    <message>
        <source>The window shows now</source>
        <translation>窗口显示现在</translation>
    </message>
    <message>
        <source>Click the instant to compare with. Esc cancels.</source>
        <translation>点击要比较的时刻。Esc 取消。</translation>
    </message>
    <message>
        <source>Time travel — drag to see the mesh as it was.</source>
        <translation>时间旅行 — 拖动以查看当时的网格。</translation>
    </message>
    <message>
        <source>compared</source>
        <translation>已比较</translation>
    </message>
    <message>
        <source>deploy</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>budget burn</source>
        <translation>预算燃烧</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation>没有测量数据</translation>
    </message>
    <message>
        <source>%1, %2 errors</source>
        <translation>%1，错误 %2</translation>
    </message>
    <message>
        <source>alert</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshServicePage</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Budget (30 d)</source>
        <translation>预算（30 天）</translation>
    </message>
    <message>
        <source>Callers and callees</source>
        <translation>调用方与被调用方</translation>
    </message>
    <message>
        <source>Nothing in this window calls it or is called by it.</source>
        <translation>此窗口内没有调用它或被它调用的服务。</translation>
    </message>
    <message>
        <source>Latest events</source>
        <translation>最新事件</translation>
    </message>
    <message>
        <source>Likely cause</source>
        <translation>可能原因</translation>
    </message>
    <message>
        <source>◆ Likely cause</source>
        <translation>◆ 可能原因</translation>
    </message>
    <message>
        <source>Δ requests</source>
        <translation>Δ 请求</translation>
    </message>
    <message>
        <source>Δ error rate</source>
        <translation>Δ 错误率</translation>
    </message>
    <message>
        <source>Δ p95</source>
        <translation>Δ p95</translation>
    </message>
    <message>
        <source>Drill down</source>
        <translation>深入查看</translation>
    </message>
    <message>
        <source>Only this service and its neighbourhood (double click)</source>
        <translation>仅此服务及其邻域（双击）</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Events of the workload and all it owns (E)</source>
        <translation>该工作负载及其所有对象的事件 (E)</translation>
    </message>
    <message>
        <source>SLO</source>
        <translation>SLO</translation>
    </message>
    <message>
        <source>Budget and burn rates of this service (B)</source>
        <translation>此服务的预算和燃烧率 (B)</translation>
    </message>
    <message>
        <source>Ingress</source>
        <translation>入口</translation>
    </message>
    <message>
        <source>Outside the mesh</source>
        <translation>网格之外</translation>
    </message>
    <message>
        <source>%1/%2 pods</source>
        <translation>%1/%2 个 Pod</translation>
    </message>
    <message>
        <source>New: first seen in this window</source>
        <translation>新：在此窗口内首次出现</translation>
    </message>
    <message>
        <source>Idle: had traffic within the hour before</source>
        <translation>空闲：此前一小时内有过流量</translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>of an error budget</comment>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>基于 %1</translation>
    </message>
    <message>
        <source>Not different from %1</source>
        <translation>与 %1 无差异</translation>
    </message>
    <message>
        <source>%1 %2 compared with %3</source>
        <comment>shape, word, time</comment>
        <translation>%1 %2，与 %3 比较</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>None within a day.</source>
        <translation>一天内没有。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshSituation</name>
    <message>
        <source>%1 until %2</source>
        <comment>a length of time, an instant</comment>
        <translation>%1，截至 %2</translation>
    </message>
    <message>
        <source>Show all services</source>
        <translation>显示所有服务</translation>
    </message>
    <message>
        <source>Look at a longer window</source>
        <translation>查看更长的窗口</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
    <message>
        <source>No traffic in %1</source>
        <translation>%1 没有流量</translation>
    </message>
    <message>
        <source>The proxies of %1 were measured and saw no request.</source>
        <translation>%1 的代理已被测量，没有看到请求。</translation>
    </message>
    <message>
        <source>Nothing was measured in %1</source>
        <translation>%1 没有任何测量</translation>
    </message>
    <message>
        <source>%1 has metrics of other times. The bars below show when; hatched means that nothing arrived.</source>
        <translation>%1 有其他时间的指标。下方的柱显示何时有数据；斜线表示没有数据到达。</translation>
    </message>
    <message>
        <source>range</source>
        <comment>the whole time range of the window</comment>
        <translation>范围</translation>
    </message>
    <message>
        <source>No cluster has reported yet</source>
        <translation>尚无集群上报</translation>
    </message>
    <message>
        <source>A mesh appears when a cluster&apos;s agent or a metrics endpoint of its proxies is connected.</source>
        <translation>连接集群的代理或其网格代理的指标端点后，网格就会出现。</translation>
    </message>
    <message>
        <source>Drawing the mesh of %1…</source>
        <translation>正在绘制 %1 的网格…</translation>
    </message>
    <message>
        <source>The other views are not affected.</source>
        <translation>其他视图不受影响。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>No metrics yet from %1</source>
        <translation>%1 尚无指标</translation>
    </message>
    <message>
        <source>The mesh is drawn from what the proxies of Linkerd, Istio, Traefik or nginx count. Add a metrics endpoint in Settings, under Sources, or let the agent read one:</source>
        <translation>网格由 Linkerd、Istio、Traefik 或 nginx 代理的计数绘制。请在“设置”的“来源”中添加指标端点，或让代理读取：</translation>
    </message>
    <message>
        <source>%1 silent since %2 (%3). This is the mesh as it was then.</source>
        <translation>%1 自 %2 起静默（%3）。这是当时的网格。</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n 个服务</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n service(s)</source>
        <translation>
            <numerusform>%n 个服务中的 %1 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n 个调用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n namespace(s) folded: X unfolds one, Ctrl+T lists all services</source>
        <translation>
            <numerusform>%n 个命名空间已折叠：X 展开其一，Ctrl+T 列出全部服务</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshStage</name>
    <message>
        <source>Loading</source>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>A mesh is about one cluster: choose which</source>
        <translation>网格针对一个集群：请选择</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshTableModel</name>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Caller</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Callee</source>
        <translation>被调用方</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>mTLS</source>
        <translation>mTLS</translation>
    </message>
    <message>
        <source>Whose errors</source>
        <translation>谁的错误</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>出现</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自身</translation>
    </message>
    <message>
        <source>inherited</source>
        <translation>继承</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>消失</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshTables</name>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>调用</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshText</name>
    <message>
        <source>no traffic in this window</source>
        <translation>此窗口内无流量</translation>
    </message>
    <message>
        <source>%1, %2 errors, p95 %3</source>
        <translation>%1，错误 %2，p95 %3</translation>
    </message>
    <message>
        <source>SLO status</source>
        <translation>SLO 状态</translation>
    </message>
    <message>
        <source>error rate</source>
        <translation>错误率</translation>
    </message>
    <message>
        <source>p95 latency</source>
        <translation>p95 延迟</translation>
    </message>
    <message>
        <source>mTLS</source>
        <translation>mTLS</translation>
    </message>
    <message>
        <source>no traffic, or not told</source>
        <translation>无流量，或未告知</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>warning: close to its target</source>
        <translation>警告：接近目标</translation>
    </message>
    <message>
        <source>critical: misses its target</source>
        <translation>严重：未达目标</translation>
    </message>
    <message>
        <source>under 1 % errors</source>
        <translation>错误低于 1 %</translation>
    </message>
    <message>
        <source>1 to 5 % errors</source>
        <translation>错误 1 % 到 5 %</translation>
    </message>
    <message>
        <source>5 % errors and more</source>
        <translation>错误 5 % 及以上</translation>
    </message>
    <message>
        <source>p95 up to 300 ms</source>
        <translation>p95 不超过 300 ms</translation>
    </message>
    <message>
        <source>p95 over 300 ms</source>
        <translation>p95 超过 300 ms</translation>
    </message>
    <message>
        <source>p95 over 1 s</source>
        <translation>p95 超过 1 s</translation>
    </message>
    <message>
        <source>all requests encrypted</source>
        <translation>所有请求均加密</translation>
    </message>
    <message>
        <source>a part encrypted</source>
        <translation>部分加密</translation>
    </message>
    <message>
        <source>nothing encrypted</source>
        <translation>均未加密</translation>
    </message>
    <message>
        <source>&lt; %1 %</source>
        <translation>&lt; %1 %</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>变差</translation>
    </message>
    <message>
        <source>better</source>
        <translation>变好</translation>
    </message>
    <message>
        <source>%1 pp</source>
        <comment>percentage points</comment>
        <translation>%1 个百分点</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>未检验</translation>
    </message>
    <message>
        <source>significant</source>
        <translation>显著</translation>
    </message>
    <message>
        <source>may be chance</source>
        <translation>可能是偶然</translation>
    </message>
    <message>
        <source>outside the mesh</source>
        <translation>网格之外</translation>
    </message>
    <message>
        <source>%1 of its errors are its own</source>
        <translation>其错误的 %1 是自身的</translation>
    </message>
    <message>
        <source>%1 of its errors are inherited from what it calls</source>
        <translation>其错误的 %1 继承自它调用的服务</translation>
    </message>
    <message>
        <source>mTLS ✓</source>
        <translation>mTLS ✓</translation>
    </message>
    <message>
        <source>mTLS %1</source>
        <translation>mTLS %1</translation>
    </message>
    <message>
        <source>no mTLS</source>
        <translation>无 mTLS</translation>
    </message>
    <message>
        <source>new: first seen in this window</source>
        <translation>新：在此窗口内首次出现</translation>
    </message>
    <message>
        <source>idle: had traffic within the hour before</source>
        <translation>空闲：此前一小时内有过流量</translation>
    </message>
    <message>
        <source>new: first call in this window</source>
        <translation>新：此窗口内的首次调用</translation>
    </message>
    <message>
        <source>idle: called within the hour before</source>
        <translation>空闲：此前一小时内被调用过</translation>
    </message>
    <message>
        <source>%1 itself is slow.</source>
        <translation>%1 自身缓慢。</translation>
    </message>
    <message>
        <source>%1 itself fails.</source>
        <translation>%1 自身失败。</translation>
    </message>
    <message>
        <source>%1 p95 rose %2 before %3.</source>
        <translation>%1 的 p95 比 %3 早 %2 上升。</translation>
    </message>
    <message>
        <source>%1 began to fail %2 before %3.</source>
        <translation>%1 比 %3 早 %2 开始失败。</translation>
    </message>
    <message>
        <source>%1 is slow.</source>
        <translation>%1 缓慢。</translation>
    </message>
    <message>
        <source>%1 fails.</source>
        <translation>%1 失败。</translation>
    </message>
    <message>
        <source>%1 of the errors of %2 come through it.</source>
        <translation>%2 的错误中有 %1 经由它而来。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshToolbar</name>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>Traffic of the last</source>
        <translation>最近流量</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Only trouble</source>
        <translation>仅问题</translation>
    </message>
    <message>
        <source>Only what is not healthy, and what it calls and is called by</source>
        <translation>仅不健康的服务，以及它们调用和被调用的服务</translation>
    </message>
    <message>
        <source>Export ▾</source>
        <translation>导出 ▾</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Services and calls as tables (Ctrl+T)</source>
        <translation>以表格显示服务和调用 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Show everything (F)</source>
        <translation>显示全部 (F)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>1 hour before</source>
        <translation>1 小时前</translation>
    </message>
    <message>
        <source>1 day before</source>
        <translation>1 天前</translation>
    </message>
    <message>
        <source>1 week before</source>
        <translation>1 周前</translation>
    </message>
    <message>
        <source>Start of the incident</source>
        <translation>事故开始</translation>
    </message>
    <message>
        <source>An instant picked below…</source>
        <translation>在下方选择的时刻…</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>PNG picture…</source>
        <translation>PNG 图片…</translation>
    </message>
    <message>
        <source>SVG picture…</source>
        <translation>SVG 图片…</translation>
    </message>
    <message>
        <source>DOT for Graphviz…</source>
        <translation>Graphviz 的 DOT…</translation>
    </message>
    <message>
        <source>JSON…</source>
        <translation>JSON…</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>grouped</source>
        <translation>已分组</translation>
    </message>
    <message>
        <source>not grouped</source>
        <translation>未分组</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>对比…</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Find services and calls: pay, error_rate &gt; 1% and ns = shop</source>
        <translation>查找服务和调用：pay、error_rate &gt; 1% and ns = shop</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::MeshView</name>
    <message>
        <source>Find a service</source>
        <translation>查找服务</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Walk: → callee, ← caller, ↑ ↓ within the rank</source>
        <translation>行走：→ 被调用方，← 调用方，↑ ↓ 同一层内</translation>
    </message>
    <message>
        <source>Next troubled service, the worst first</source>
        <translation>下一个有问题的服务，最差的在先</translation>
    </message>
    <message>
        <source>Events of the selected service and all it owns</source>
        <translation>所选服务及其所有对象的事件</translation>
    </message>
    <message>
        <source>SLO of the selected service or call: its budget</source>
        <translation>所选服务或调用的 SLO：其预算</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Only the neighbourhood; Esc leaves it</source>
        <translation>仅邻域；Esc 离开</translation>
    </message>
    <message>
        <source>Neighbourhood: one hop more</source>
        <translation>邻域：多一跳</translation>
    </message>
    <message>
        <source>Neighbourhood: one hop less</source>
        <translation>邻域：少一跳</translation>
    </message>
    <message>
        <source>Fold the namespace, or unfold it</source>
        <translation>折叠或展开命名空间</translation>
    </message>
    <message>
        <source>Copy the name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Fit everything into view</source>
        <translation>使全部适应视图</translation>
    </message>
    <message>
        <source>Zoom to 100 %</source>
        <translation>缩放到 100 %</translation>
    </message>
    <message>
        <source>Wheel, drag</source>
        <translation>滚轮、拖动</translation>
    </message>
    <message>
        <source>Zoom at the pointer, pan</source>
        <translation>在指针处缩放、平移</translation>
    </message>
    <message>
        <source>Graph or table</source>
        <translation>图或表格</translation>
    </message>
    <message>
        <source>← → on the time below</source>
        <translation>在下方时间上按 ← →</translation>
    </message>
    <message>
        <source>Rewind the whole window by one bar; Shift: ten; End or Esc: back</source>
        <translation>将整个窗口回溯一柱；Shift：十柱；End 或 Esc：返回</translation>
    </message>
    <message numerus="yes">
        <source>%n hidden</source>
        <translation>
            <numerusform>隐藏了 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n healthy not shown</source>
        <translation>
            <numerusform>%n 个健康的未显示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n outside the neighbourhood</source>
        <translation>
            <numerusform>%n 个在邻域之外</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · Show all</source>
        <translation>%1 · 全部显示</translation>
    </message>
    <message>
        <source>Nothing is in trouble: every service of this cluster with traffic is healthy.</source>
        <translation>没有问题：此集群所有有流量的服务均健康。</translation>
    </message>
    <message>
        <source>1 of %1 clusters</source>
        <translation>%1 个集群之一</translation>
    </message>
    <message>
        <source>Compare with %1 — %2 added, %3 removed, %4 degraded</source>
        <translation>与 %1 比较 — 新增 %2，移除 %3，变差 %4</translation>
    </message>
    <message>
        <source>No longer there: %1</source>
        <translation>已不存在：%1</translation>
    </message>
    <message>
        <source>Mesh: graph or table</source>
        <translation>网格：图或表格</translation>
    </message>
    <message>
        <source>Mesh: only trouble</source>
        <translation>网格：仅问题</translation>
    </message>
    <message>
        <source>Mesh: fit everything into view</source>
        <translation>网格：使全部适应视图</translation>
    </message>
    <message>
        <source>Mesh: draw anew</source>
        <translation>网格：重新绘制</translation>
    </message>
    <message>
        <source>Mesh: back to now</source>
        <translation>网格：回到现在</translation>
    </message>
    <message>
        <source>Mesh: export as PNG</source>
        <translation>网格：导出为 PNG</translation>
    </message>
    <message>
        <source>Mesh: export as SVG</source>
        <translation>网格：导出为 SVG</translation>
    </message>
    <message>
        <source>Mesh: export as DOT</source>
        <translation>网格：导出为 DOT</translation>
    </message>
    <message>
        <source>Mesh: export as JSON</source>
        <translation>网格：导出为 JSON</translation>
    </message>
    <message>
        <source>Mesh: export as CSV</source>
        <translation>网格：导出为 CSV</translation>
    </message>
    <message>
        <source>%1. What is on the screen is still right.</source>
        <translation>%1。屏幕上的内容仍然正确。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Scale the selected service: opens the command</source>
        <translation>扩缩所选服务：打开命令</translation>
    </message>
    <message>
        <source>Restart the selected service: opens the command</source>
        <translation>重启所选服务：打开命令</translation>
    </message>
    <message>
        <source>Details: to the inspector, Esc comes back</source>
        <translation>详情：转到检查器，Esc 返回</translation>
    </message>
    <message>
        <source>Mark the selected service for the next action, or unmark it</source>
        <translation>标记所选服务以供下一操作使用，或取消标记</translation>
    </message>
    <message>
        <source>Clear the marks</source>
        <translation>清除标记</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+拖动</translation>
    </message>
    <message>
        <source>Lasso: mark the services it touches; Ctrl adds</source>
        <translation>套索：标记触及的服务；按住 Ctrl 追加</translation>
    </message>
    <message>
        <source>Pin what is marked or selected: always shown, always there</source>
        <translation>固定已标记或所选的服务：始终显示，位置不变</translation>
    </message>
    <message>
        <source>Hide what is marked or selected</source>
        <translation>隐藏已标记或所选的服务</translation>
    </message>
    <message>
        <source>Undo the last change of the layout</source>
        <translation>撤销上一次布局更改</translation>
    </message>
    <message>
        <source>Copy the namespace</source>
        <translation>复制命名空间</translation>
    </message>
    <message>
        <source>Copy the numbers as JSON</source>
        <translation>以 JSON 复制数值</translation>
    </message>
    <message>
        <source>Copy name, rate, errors and p95, tab separated</source>
        <translation>复制名称、速率、错误率和 p95（制表符分隔）</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::NavRail</name>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>%1 (g %2)</source>
        <comment>name of a view, its key</comment>
        <translation>%1 (g %2)</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::NodeTableModel</name>
    <message>
        <source>not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>disk pressure</source>
        <translation>磁盘压力</translation>
    </message>
    <message>
        <source>memory pressure</source>
        <translation>内存压力</translation>
    </message>
    <message>
        <source>PID pressure</source>
        <translation>PID 压力</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>网络不可用</translation>
    </message>
    <message>
        <source>cordoned</source>
        <translation>已禁止调度</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::NoticeArea</name>
    <message>
        <source>The history cannot be written: %1 — %2 What is on the screen stays current, and agents keep what they could not deliver.</source>
        <translation>无法写入历史：%1 — %2 屏幕内容仍会更新，Agent 会保留未能送达的数据。</translation>
    </message>
    <message>
        <source>This window only reads: %1. Everything stored can be seen and exported; nothing is changed here.</source>
        <translation>本窗口只读：%1。已存储的内容均可查看和导出；此处不做任何更改。</translation>
    </message>
    <message>
        <source>%1 silent since %2 (%3). Showing the last snapshot; stored events are complete up to then.</source>
        <translation>%1 自 %2 起失联（已 %3）。显示最近一次快照；此前的已存事件是完整的。</translation>
    </message>
    <message>
        <source>The agent of %1 is alive but has sent no snapshot since %2 (%3). Showing the last one.</source>
        <translation>%1 的 Agent 在线，但自 %2 起未发送快照（已 %3）。显示最近一次快照。</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>为什么？</translation>
    </message>
    <message>
        <source>Two agents report as %1. What is shown switches between them; give each its own cluster id.</source>
        <translation>两个 Agent 均以 %1 上报，显示内容会在两者间切换；请为每个 Agent 分配独立的集群 ID。</translation>
    </message>
    <message>
        <source>Agents cannot connect: %1. The stored history can still be searched.</source>
        <translation>Agent 无法连接：%1。已存储的历史仍可搜索。</translation>
    </message>
    <message>
        <source>The whole window is rewound: as of %1, %2 ago. Data keeps arriving behind it. Commands are disabled.</source>
        <translation>整个窗口已回溯：截至 %1，%2 前。数据仍在后台到达。命令已禁用。</translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation>回到现在</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::OverviewView</name>
    <message>
        <source>No cluster has reported yet</source>
        <translation>尚无集群上报</translation>
    </message>
    <message>
        <source>Agents send snapshots to the address in the status bar. You can also drop a snapshot or the output of kubectl get events -o json on this window.</source>
        <translation>Agent 将快照发送到状态栏所示地址。也可将快照或 kubectl get events -o json 的输出拖放到本窗口。</translation>
    </message>
    <message>
        <source>Show only this cluster</source>
        <translation>仅显示该集群</translation>
    </message>
    <message>
        <source>Events by hour, last 24 hours</source>
        <translation>最近 24 小时每小时事件数</translation>
    </message>
    <message>
        <source>Events by hour</source>
        <translation>每小时事件数</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Workloads not ready</source>
        <translation>未就绪的工作负载</translation>
    </message>
    <message>
        <source>Every workload is as large as it should be.</source>
        <translation>所有工作负载的副本数均符合期望。</translation>
    </message>
    <message>
        <source>Incident timeline</source>
        <translation>故障时间线</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>↑ ↓</source>
        <translation>↑ ↓</translation>
    </message>
    <message>
        <source>Choose a cluster; the panels below follow</source>
        <translation>选择集群；下方面板随之切换</translation>
    </message>
    <message>
        <source>Enter on a cluster</source>
        <translation>在集群上按 Enter</translation>
    </message>
    <message>
        <source>Enter on a node</source>
        <translation>在节点上按 Enter</translation>
    </message>
    <message>
        <source>Events of the node and of what ran on it</source>
        <translation>该节点及其上运行过的对象的事件</translation>
    </message>
    <message>
        <source>Enter on a workload</source>
        <translation>在工作负载上按 Enter</translation>
    </message>
    <message>
        <source>Events of the workload and of all it owns</source>
        <translation>该工作负载及其所有下属对象的事件</translation>
    </message>
    <message>
        <source>Arrows on the timeline</source>
        <translation>时间线上的方向键</translation>
    </message>
    <message>
        <source>Walk its marks; Enter opens the event</source>
        <translation>逐个浏览标记；Enter 打开事件</translation>
    </message>
    <message>
        <source>Drag on the timeline</source>
        <translation>在时间线上拖动</translation>
    </message>
    <message>
        <source>Zoom the whole window to that time</source>
        <translation>将整个窗口缩放到该时段</translation>
    </message>
    <message>
        <source>a on an alert</source>
        <translation>在告警上按 a</translation>
    </message>
    <message>
        <source>Take it on</source>
        <translation>认领</translation>
    </message>
    <message>
        <source>Enter on an alert</source>
        <translation>在告警上按 Enter</translation>
    </message>
    <message>
        <source>Its rule, its history and why it fired</source>
        <translation>它的规则、历史和触发原因</translation>
    </message>
    <message>
        <source>In the bars or the timeline: their numbers as a table, and back</source>
        <translation>在柱状图或时间线中：以表格显示数值，再按返回</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ParameterForm</name>
    <message>
        <source>now %1</source>
        <translation>现为 %1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::PasswordFields</name>
    <message>
        <source>12 characters or more. Four or five words nobody would expect together are good and easy to keep.</source>
        <translation>至少 12 个字符。四五个意想不到的词连在一起，既安全又好记。</translation>
    </message>
    <message>
        <source>%1 of at least %2 characters</source>
        <translation>%1 个字符，至少 %2 个</translation>
    </message>
    <message numerus="yes">
        <source>Weak: only %n different character(s)</source>
        <translation>
            <numerusform>弱：只有 %n 个不同字符</numerusform>
        </translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>强</translation>
    </message>
    <message>
        <source>Fair: a few more characters make it strong</source>
        <translation>尚可：再加几个字符即为强</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Password again</source>
        <translation>再次输入密码</translation>
    </message>
    <message>
        <source>password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>the same again</source>
        <translation>再次输入</translation>
    </message>
    <message>
        <source>The password needs 12 characters or more.</source>
        <translation>密码至少 12 个字符。</translation>
    </message>
    <message>
        <source>The two passwords are not the same.</source>
        <translation>两次密码不一致。</translation>
    </message>
    <message>
        <source>not the same twice yet</source>
        <translation>两次尚不一致</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ProposalTableModel</name>
    <message>
        <source>Proposed</source>
        <translation>提议时间</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryBars</name>
    <message>
        <source>Bars of the groups</source>
        <translation>各组条形图</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a group and its numbers</comment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryChart</name>
    <message>
        <source>Bars of the groups</source>
        <translation>各组条形图</translation>
    </message>
    <message>
        <source>None of the columns is a number. Count the rows of each group, for example.</source>
        <translation>没有数值列。例如可对各组计数。</translation>
    </message>
    <message>
        <source>More than four columns are numbers. Choose the ones to draw with select().</source>
        <translation>数值列超过四个。请用 select() 选择要绘制的列。</translation>
    </message>
    <message>
        <source>There is no column that names the bars. Group the rows by a field.</source>
        <translation>没有给条形命名的列。请按某个字段分组。</translation>
    </message>
    <message>
        <source>Several columns name the rows. Group them by one field or choose one column.</source>
        <translation>有多个命名列。请按一个字段分组或选择一列。</translation>
    </message>
    <message>
        <source>There are no rows to draw.</source>
        <translation>没有可绘制的行。</translation>
    </message>
    <message>
        <source>This result cannot be drawn</source>
        <translation>此结果无法绘制</translation>
    </message>
    <message>
        <source>The first %1 of %2 groups; the table has all of them.</source>
        <translation>%2 组中的前 %1 组；表格含全部。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryEditor</name>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>pods.where(restarts &gt; 5).sort(-restarts)</source>
        <comment>an example of a query</comment>
        <translation>pods.where(restarts &gt; 5).sort(-restarts)</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryEditorPane</name>
    <message>
        <source>Ctrl+Enter runs · Ctrl+Space completes</source>
        <translation>Ctrl+Enter 运行 · Ctrl+Space 补全</translation>
    </message>
    <message>
        <source>%1 — did you mean %2?</source>
        <translation>%1 — 是否想输入 %2？</translation>
    </message>
    <message>
        <source>Write a query or choose an example</source>
        <translation>编写查询或选择示例</translation>
    </message>
    <message>
        <source>valid</source>
        <comment>state of the text of a query</comment>
        <translation>有效</translation>
    </message>
    <message>
        <source>incomplete: %1</source>
        <comment>state of the text of a query</comment>
        <translation>不完整：%1</translation>
    </message>
    <message>
        <source>invalid: %1</source>
        <comment>state of the text of a query</comment>
        <translation>无效：%1</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>是否想输入 %1？</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryExamples</name>
    <message>
        <source>Ask the estate</source>
        <translation>向全部集群提问</translation>
    </message>
    <message>
        <source>A source, then stages that narrow, group and sort its rows. Begin with an example:</source>
        <translation>先写来源，再用各阶段筛选、分组和排序。从示例开始：</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryExplainPane</name>
    <message>
        <source>The query as understood</source>
        <translation>所理解的查询</translation>
    </message>
    <message>
        <source>Steps of the query</source>
        <translation>查询的步骤</translation>
    </message>
    <message>
        <source>From %1 · %2 rows looked at · %3 in all</source>
        <comment>source, count, time</comment>
        <translation>来自 %1 · 查看 %2 行 · 共 %3</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryHistoryPopup</name>
    <message>
        <source>Queries that were run, newest first</source>
        <translation>运行过的查询，最新在前</translation>
    </message>
    <message>
        <source>Find a query</source>
        <translation>查找查询</translation>
    </message>
    <message>
        <source>No query was run yet</source>
        <translation>尚未运行过查询</translation>
    </message>
    <message>
        <source>No query that was run contains this</source>
        <translation>运行过的查询都不包含此内容</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryJson</name>
    <message>
        <source>Rows as JSON</source>
        <translation>行的 JSON</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows; Export writes all of them.</source>
        <translation>%2 行中的前 %1 行；导出会写出全部。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryResultHeader</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copy ▾</source>
        <translation>复制 ▾</translation>
    </message>
    <message>
        <source>Export ▾</source>
        <translation>导出 ▾</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>NDJSON</source>
        <translation>NDJSON</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>TSV</source>
        <translation>TSV</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marked</source>
        <translation>
            <numerusform>已标记 %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>running for %1</source>
        <translation>已运行 %1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryResultModel</name>
    <message>
        <source>%1 · %2 ago</source>
        <comment>an instant and its age</comment>
        <translation>%1 · %2前</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryResultPane</name>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>The query is running</source>
        <translation>查询正在运行</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>rewound to %1</source>
        <translation>回到 %1</translation>
    </message>
    <message>
        <source>Cancelled; these rows are of the query before</source>
        <translation>已取消；这些行属于上一次查询</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>%1: %2. The rows below are of the query before.</source>
        <comment>what failed, why</comment>
        <translation>%1：%2。下方各行属于上一次查询。</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再次运行</translation>
    </message>
    <message>
        <source>Nothing was changed by it.</source>
        <translation>它未更改任何内容。</translation>
    </message>
    <message>
        <source>Running the query</source>
        <translation>正在运行查询</translation>
    </message>
    <message>
        <source>Without its conditions</source>
        <translation>去除其条件</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>No rows match</source>
        <translation>没有匹配的行</translation>
    </message>
    <message>
        <source>%1 rows were looked at and none of them fulfils the query.</source>
        <translation>已查看 %1 行，没有一行符合查询。</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryRowActions</name>
    <message>
        <source>Not selected</source>
        <translation>非所选</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>…or not selected</source>
        <translation>…或非所选</translation>
    </message>
    <message>
        <source>…or selected</source>
        <translation>…或所选</translation>
    </message>
    <message>
        <source>…and not selected</source>
        <translation>…且非所选</translation>
    </message>
    <message>
        <source>…and selected</source>
        <translation>…且所选</translation>
    </message>
    <message>
        <source>This row is about no single object</source>
        <translation>此行不对应单个对象</translation>
    </message>
    <message>
        <source>Only services are in the mesh</source>
        <translation>网格中只有服务</translation>
    </message>
    <message>
        <source>Copied the name</source>
        <translation>已复制名称</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <comment>the name of a column</comment>
        <translation>已复制 %1</translation>
    </message>
    <message numerus="yes">
        <source>Copied %Ln row(s)</source>
        <translation>
            <numerusform>已复制 %Ln 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Show events of it	E</source>
        <translation>显示其事件	E</translation>
    </message>
    <message>
        <source>Show in mesh	M</source>
        <translation>在网格中显示	M</translation>
    </message>
    <message>
        <source>Who else?	W</source>
        <translation>还有谁？	W</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>复制单元格</translation>
    </message>
    <message>
        <source>Copied the cell</source>
        <translation>已复制单元格</translation>
    </message>
    <message numerus="yes">
        <source>Copy %Ln row(s) as</source>
        <translation>
            <numerusform>将 %Ln 行复制为</numerusform>
        </translation>
    </message>
    <message>
        <source>TSV</source>
        <translation>TSV</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Apply as filter</source>
        <translation>应用为筛选</translation>
    </message>
    <message>
        <source>Prepare as filter</source>
        <translation>准备为筛选</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QuerySourcesPanel</name>
    <message>
        <source>Nothing is named so</source>
        <translation>没有此名称</translation>
    </message>
    <message>
        <source>Sources and fields</source>
        <translation>来源和字段</translation>
    </message>
    <message>
        <source>Find a source or field</source>
        <translation>查找来源或字段</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryStepModel</name>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Rows in</source>
        <translation>输入行</translation>
    </message>
    <message>
        <source>Rows out</source>
        <translation>输出行</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryTable</name>
    <message>
        <source>Rows of the result</source>
        <translation>结果的行</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryTabs</name>
    <message>
        <source>Queries</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>New query (Ctrl+N)</source>
        <translation>新查询 (Ctrl+N)</translation>
    </message>
    <message>
        <source>New query</source>
        <translation>新查询</translation>
    </message>
    <message>
        <source>Name of the query</source>
        <translation>查询名称</translation>
    </message>
    <message>
        <source>new query</source>
        <translation>新查询</translation>
    </message>
    <message>
        <source>Close this query (Ctrl+W)</source>
        <translation>关闭此查询 (Ctrl+W)</translation>
    </message>
    <message>
        <source>Close this query</source>
        <translation>关闭此查询</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryToolbar</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Saved ▾</source>
        <translation>已保存 ▾</translation>
    </message>
    <message>
        <source>Saved queries</source>
        <translation>已保存的查询</translation>
    </message>
    <message>
        <source>Queries that were run, newest first (Ctrl+H)</source>
        <translation>运行过的查询，最新在前 (Ctrl+H)</translation>
    </message>
    <message>
        <source>Sources and fields beside the editor (Ctrl+B)</source>
        <translation>编辑器旁的来源和字段 (Ctrl+B)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Run  Ctrl+↵</source>
        <translation>运行  Ctrl+↵</translation>
    </message>
    <message>
        <source>Cancel the query</source>
        <translation>取消查询</translation>
    </message>
    <message>
        <source>Run the query</source>
        <translation>运行查询</translation>
    </message>
    <message>
        <source>Save this query as…</source>
        <translation>查询另存为…</translation>
    </message>
    <message>
        <source>Name to save this query under</source>
        <translation>保存此查询的名称</translation>
    </message>
    <message>
        <source>Nothing saved yet</source>
        <translation>尚无保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::QueryView</name>
    <message>
        <source>Query: run</source>
        <translation>查询：运行</translation>
    </message>
    <message>
        <source>Query: new tab</source>
        <translation>查询：新标签</translation>
    </message>
    <message>
        <source>Query: explain the result</source>
        <translation>查询：解释结果</translation>
    </message>
    <message>
        <source>Query: draw the result</source>
        <translation>查询：绘制结果</translation>
    </message>
    <message>
        <source>Query: who else shares what the marked rows share</source>
        <translation>查询：还有谁具有标记行的共同点</translation>
    </message>
    <message>
        <source>Query: find a source or field</source>
        <translation>查询：查找来源或字段</translation>
    </message>
    <message>
        <source>Query: history</source>
        <translation>查询：历史</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>已保存为“%1”</translation>
    </message>
    <message>
        <source>Mark some rows with Space first</source>
        <translation>请先用空格标记若干行</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::ReadOnlyBar</name>
    <message>
        <source>%1 (%2)</source>
        <comment>a user and the role</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无人</translation>
    </message>
    <message>
        <source>Read-only: nothing can be changed from this window. You are %1.</source>
        <translation>只读：此窗口不能更改任何内容。您是 %1。</translation>
    </message>
    <message>
        <source>Changes are possible. You are %1; what you change is audited.</source>
        <translation>可以更改。您是 %1；更改会被审计。</translation>
    </message>
    <message>
        <source>Allow changes</source>
        <translation>允许更改</translation>
    </message>
    <message>
        <source>Switch to read-only</source>
        <translation>切换为只读</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RecentPane</name>
    <message>
        <source>In flight and recent</source>
        <translation>进行中与最近</translation>
    </message>
    <message>
        <source>Commands in flight and recent</source>
        <translation>进行中与最近的命令</translation>
    </message>
    <message>
        <source>Nothing is in flight</source>
        <translation>没有进行中的命令</translation>
    </message>
    <message>
        <source>Commands of the last hour stand here, and those that wait for approval. Older ones are under History.</source>
        <translation>这里列出最近一小时的命令和等待批准的命令。更早的在“历史”中。</translation>
    </message>
    <message numerus="yes">
        <source>%n in flight</source>
        <translation>
            <numerusform>%n 条进行中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RiskCard</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name to confirm</source>
        <translation>输入名称以确认</translation>
    </message>
    <message>
        <source>Why: it stands in the history and the audit</source>
        <translation>原因：会记入历史和审计</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Type %1 to confirm</source>
        <translation>输入 %1 以确认</translation>
    </message>
    <message>
        <source>Hold 2 s: %1</source>
        <comment>a button; what it does</comment>
        <translation>按住 2 秒：%1</translation>
    </message>
    <message>
        <source>Type %1.</source>
        <comment>a name that confirms</comment>
        <translation>请输入 %1。</translation>
    </message>
    <message>
        <source>Give a reason.</source>
        <translation>请说明原因。</translation>
    </message>
    <message>
        <source>On its way…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>Elevated mode: no name to type here for the next five minutes</source>
        <translation>提升模式：接下来五分钟无需在此输入名称</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleEditor</name>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Save rule</source>
        <translation>保存规则</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Test channels</source>
        <translation>测试渠道</translation>
    </message>
    <message>
        <source>Silence 1 h</source>
        <translation>静默 1 小时</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>This rule was deleted meanwhile. Saving makes it anew.</source>
        <translation>此规则已被删除。保存会重新创建它。</translation>
    </message>
    <message>
        <source>A built-in rule cannot be deleted; switch it off instead.</source>
        <translation>内置规则不能删除；可以将其停用。</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新建规则</translation>
    </message>
    <message>
        <source>select one above</source>
        <translation>请在上方选择</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>edited %1 ago</source>
        <translation>%1 前编辑</translation>
    </message>
    <message>
        <source>edited %1 ago by %2</source>
        <translation>%1 前由 %2 编辑</translation>
    </message>
    <message>
        <source>Last notified %1.</source>
        <translation>上次通知 %1。</translation>
    </message>
    <message>
        <source>Somebody changed this rule meanwhile. What you typed is still here.</source>
        <translation>此规则刚被他人更改。你输入的内容仍在。</translation>
    </message>
    <message>
        <source>%1 changed this rule meanwhile. What you typed is still here.</source>
        <translation>%1 刚更改了此规则。你输入的内容仍在。</translation>
    </message>
    <message>
        <source>Save mine over it</source>
        <translation>用我的覆盖</translation>
    </message>
    <message>
        <source>Delete the rule %1? Its alerts end without telling anybody; their history stays.</source>
        <translation>删除规则 %1？其告警将结束且不通知任何人；历史会保留。</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleForm</name>
    <message>
        <source>Enabled</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>run it when the alert fires</source>
        <translation>告警触发时运行它</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>all of its kind</source>
        <translation>同类全部</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>For</source>
        <translation>持续</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>冷却</translation>
    </message>
    <message>
        <source>No data means</source>
        <translation>无数据时</translation>
    </message>
    <message>
        <source>rule</source>
        <comment>group alerts by</comment>
        <translation>规则</translation>
    </message>
    <message>
        <source>cluster</source>
        <comment>group alerts by</comment>
        <translation>集群</translation>
    </message>
    <message>
        <source>namespace</source>
        <comment>group alerts by</comment>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>运维手册</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>true without a break before it fires</source>
        <translation>持续成立这么久才触发</translation>
    </message>
    <message>
        <source>Resolve after</source>
        <translation>恢复需持续</translation>
    </message>
    <message>
        <source>no longer true before it resolves</source>
        <translation>不再成立这么久才恢复</translation>
    </message>
    <message>
        <source>before it is sent again; 0 s: sent once</source>
        <translation>之后才再次通知；0 s：只通知一次</translation>
    </message>
    <message>
        <source>empty: the usual text; or your own with {{target}}, {{value}}, {{cluster}}</source>
        <translation>留空：默认文本；也可自定义，用 {{target}}、{{value}}、{{cluster}}</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleImportReview</name>
    <message>
        <source>Rules of the file</source>
        <translation>文件中的规则</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表达式</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>转换为</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>The file holds no alerting rule.</source>
        <translation>文件中没有告警规则。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n rule(s) can be expressed; the others say why not.</source>
        <translation>
            <numerusform>%n 条规则中有 %1 条可以表达；其余说明了原因。</numerusform>
        </translation>
    </message>
    <message>
        <source>cannot be expressed</source>
        <translation>无法表达</translation>
    </message>
    <message>
        <source>a rule has this name already</source>
        <translation>已有同名规则</translation>
    </message>
    <message numerus="yes">
        <source>Add %n rule(s)</source>
        <translation>
            <numerusform>添加 %n 条规则</numerusform>
        </translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s) could not be added; the list says why.</source>
        <translation>
            <numerusform>%n 条规则未能添加；列表中有原因。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RulePreviewLine</name>
    <message>
        <source>Not evaluated: the rule is not complete yet.</source>
        <translation>未评估：规则尚不完整。</translation>
    </message>
    <message>
        <source>no value</source>
        <translation>无值</translation>
    </message>
    <message>
        <source>Now: no data, nothing that the rule looks at reports.</source>
        <translation>当前：没有数据，规则所看的对象都没有上报。</translation>
    </message>
    <message numerus="yes">
        <source>Now: true for none of %n checked.</source>
        <translation>
            <numerusform>当前：检查了 %n 个，均不成立。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now %1: true for none of %n checked.</source>
        <translation>
            <numerusform>当前 %1：检查了 %n 个，均不成立。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Now %1 for %3: true for %2 of %n checked.</source>
        <translation>
            <numerusform>当前 %3 为 %1：检查了 %n 个，其中 %2 个成立。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleSweepModel</name>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Firings</source>
        <translation>触发</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Detected after</source>
        <translation>发现用时</translation>
    </message>
    <message>
        <source>False alarms</source>
        <translation>误报</translation>
    </message>
    <message>
        <source>%1, the rule&apos;s own</source>
        <comment>a threshold</comment>
        <translation>%1，规则现用值</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleTableModel</name>
    <message>
        <source>disabled</source>
        <comment>a rule</comment>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>ok</source>
        <comment>a rule</comment>
        <translation>正常</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <comment>a condition, so long</comment>
        <translation>%1，持续 %2</translation>
    </message>
    <message>
        <source>all clusters</source>
        <translation>所有集群</translation>
    </message>
    <message>
        <source>not evaluated: %1</source>
        <comment>a rule and why</comment>
        <translation>未评估：%1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RuleTrials</name>
    <message>
        <source>The rule has no channel that could be tested.</source>
        <translation>该规则没有可测试的渠道。</translation>
    </message>
    <message numerus="yes">
        <source>Sending to %n channel(s).</source>
        <translation>
            <numerusform>正在向 %n 个渠道发送。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: arrived in %2 ms</source>
        <translation>%1：%2 ms 后送达</translation>
    </message>
    <message>
        <source>%1: failed, %2</source>
        <translation>%1：失败，%2</translation>
    </message>
    <message>
        <source>Silenced until %1.</source>
        <translation>静默至 %1。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RulesPage</name>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>No rule matches “%1”</source>
        <translation>没有规则匹配“%1”</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n rule(s) match.</source>
        <translation>
            <numerusform>%n 条规则中匹配 0 条。</numerusform>
        </translation>
    </message>
    <message>
        <source>No rules yet</source>
        <translation>还没有规则</translation>
    </message>
    <message>
        <source>A rule says what has to be true for how long, and whom to tell. Prometheus rule files can be imported.</source>
        <translation>规则说明什么情况持续多久，以及通知谁。可以导入 Prometheus 规则文件。</translation>
    </message>
    <message>
        <source>New rule</source>
        <translation>新建规则</translation>
    </message>
    <message>
        <source>Filter rules: burn, status = firing</source>
        <translation>过滤规则：burn、status = firing</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunTableModel</name>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>运维手册</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Result code</source>
        <translation>结果码</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunbookEditor</name>
    <message>
        <source>Runbook</source>
        <translation>运维手册</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Runbook as JSON</source>
        <translation>运维手册的 JSON</translation>
    </message>
    <message>
        <source>New runbook</source>
        <translation>新建运维手册</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), ready to save</source>
        <translation>
            <numerusform>%n 个步骤，可以保存</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunbookForm</name>
    <message>
        <source>when %1</source>
        <comment>a condition</comment>
        <translation>当 %1</translation>
    </message>
    <message>
        <source>(goes on when it fails)</source>
        <translation>（失败后继续）</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>运维手册</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Choose a cluster</source>
        <translation>选择集群</translation>
    </message>
    <message>
        <source>version %1, by %2</source>
        <translation>版本 %1，%2 修改</translation>
    </message>
    <message>
        <source>Choose the cluster it runs on.</source>
        <translation>请选择运行的集群。</translation>
    </message>
    <message>
        <source>%1 is needed.</source>
        <comment>a parameter</comment>
        <translation>需要填写 %1。</translation>
    </message>
    <message>
        <source>Your role may not run %1 on %2, which step %3 does.</source>
        <translation>您的角色不能在 %2 上执行步骤 %3 中的 %1。</translation>
    </message>
    <message>
        <source>Run %1</source>
        <comment>a runbook</comment>
        <translation>运行 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s), one after the other; each is checked and audited by itself.</source>
        <translation>
            <numerusform>%n 个步骤，依次执行；每个步骤都单独检查并记入审计。</numerusform>
        </translation>
    </message>
    <message>
        <source>This is production: type the runbook&apos;s name.</source>
        <translation>这是生产环境：请输入运维手册的名称。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunbookTableModel</name>
    <message>
        <source>Runbook</source>
        <translation>运维手册</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunbooksPage</name>
    <message>
        <source>New runbook</source>
        <translation>新建运维手册</translation>
    </message>
    <message>
        <source>Runbooks</source>
        <translation>运维手册</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>已保存 %1。</translation>
    </message>
    <message>
        <source>Save or cancel the runbook first.</source>
        <translation>请先保存或取消运维手册。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No runbooks yet</source>
        <translation>还没有运维手册</translation>
    </message>
    <message>
        <source>A runbook is a named sequence of commands with parameters, run by hand or by a rule.</source>
        <translation>运维手册是带参数的命令序列，可手动或由规则运行。</translation>
    </message>
    <message>
        <source>Remove the runbook %1? Its runs stay in the history.</source>
        <translation>移除运维手册 %1？它的运行记录会保留在历史中。</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Removed.</source>
        <translation>已移除。</translation>
    </message>
    <message>
        <source>Cancelled: no further step begins; the one that runs comes to its end.</source>
        <translation>已取消：不再开始新的步骤；正在执行的步骤会执行完。</translation>
    </message>
    <message>
        <source>Filter runbooks: drain, action:*restart*, changed &gt; 7d</source>
        <translation>过滤运行手册：drain、action:*restart*、changed &gt; 7d</translation>
    </message>
    <message>
        <source>No runbook matches</source>
        <translation>没有匹配的运行手册</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n runbook(s) match.</source>
        <translation>
            <numerusform>%n 本运行手册中没有匹配的。</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::RunsPane</name>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>取消运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>Steps of the run</source>
        <translation>运行的步骤</translation>
    </message>
    <message>
        <source>Steps of %1</source>
        <comment>a runbook</comment>
        <translation>%1 的步骤</translation>
    </message>
    <message>
        <source>Open approval</source>
        <translation>打开审批</translation>
    </message>
    <message>
        <source>A step waits until a second person approves it</source>
        <translation>有步骤正在等待第二人批准</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SecretPanel</name>
    <message>
        <source>Secret of the API key</source>
        <translation>API 密钥的机密</translation>
    </message>
    <message>
        <source>This is the only time it is shown: Binnacle keeps a hash of it. Put it where its program reads it, for example into BINNACLE_TOKEN, and into no script or chat.</source>
        <translation>仅此一次显示：Binnacle 只保留其哈希。请放到程序读取之处，例如 BINNACLE_TOKEN，不要放进脚本或聊天。</translation>
    </message>
    <message>
        <source>I have it</source>
        <translation>已记下</translation>
    </message>
    <message>
        <source>API key %1</source>
        <translation>API 密钥 %1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SecurityLogPage</name>
    <message>
        <source>Security events</source>
        <translation>安全事件</translation>
    </message>
    <message>
        <source>Refused tokens, logins and requests; the same from one address is counted</source>
        <translation>被拒绝的令牌、登录和请求；同一地址的相同事件计数</translation>
    </message>
    <message>
        <source>The selected event</source>
        <translation>所选事件</translation>
    </message>
    <message>
        <source>Everything else keeps working.</source>
        <translation>其他一切照常工作。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing unresolved</source>
        <translation>没有未处理项</translation>
    </message>
    <message>
        <source>Nothing yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>Refused tokens, failed logins and requests beyond the limits will be listed here.</source>
        <translation>被拒绝的令牌、失败的登录和超限的请求会列在这里。</translation>
    </message>
    <message>
        <source>This window is read-only: nothing can be changed.</source>
        <translation>此窗口为只读：不能更改任何内容。</translation>
    </message>
    <message>
        <source>Select an event to see its details.</source>
        <translation>选择事件以查看详情。</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近出现</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间显示</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Details, without secrets</source>
        <translation>详情（不含机密）</translation>
    </message>
    <message>
        <source>No event matches</source>
        <translation>没有匹配的事件</translation>
    </message>
    <message>
        <source>The filter hides all of them.</source>
        <translation>过滤条件隐藏了全部内容。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Filter events: 10.0.4.17, severity = high and count &gt; 5</source>
        <translation>过滤事件：10.0.4.17、severity = high and count &gt; 5</translation>
    </message>
    <message>
        <source>Unresolved only</source>
        <translation>仅未处理</translation>
    </message>
    <message>
        <source>Resolve</source>
        <translation>标为已处理</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SecurityTableModel</name>
    <message>
        <source>Severity</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近出现</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间显示</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未处理</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>resolved by %1</source>
        <translation>由 %1 处理</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SettingEditor</name>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>于</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>fixed by %1</source>
        <comment>where a setting is from</comment>
        <translation>由 %1 固定</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>default: %1</source>
        <translation>默认：%1</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>acts at the next start</source>
        <translation>下次启动生效</translation>
    </message>
    <message>
        <source>%1. It stays %2. · %3</source>
        <comment>why, the value, the code</comment>
        <translation>%1。仍为 %2。 · %3</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SettingsFilePage</name>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>One commented text file in the workspace</source>
        <translation>工作区中的一个带注释文本文件</translation>
    </message>
    <message>
        <source>Show as text</source>
        <translation>显示为文本</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>查找设置</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>The settings as text</source>
        <translation>设置的文本</translation>
    </message>
    <message>
        <source>No setting has “%1” in its name or its help.</source>
        <translation>没有设置的名称或说明包含“%1”。</translation>
    </message>
    <message>
        <source>Export the settings</source>
        <translation>导出设置</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>Could not write %1: %2. Nothing else was changed.</source>
        <translation>无法写入 %1：%2。其他均未更改。</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>导入设置</translation>
    </message>
    <message>
        <source>Settings (*.ini *.conf *.txt)</source>
        <translation>设置 (*.ini *.conf *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Could not read %1: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is too large for a settings file (%2).</source>
        <translation>%1 作为设置文件过大（%2）。</translation>
    </message>
    <message>
        <source>%1 was taken. What acts at the next start says so.</source>
        <translation>已采用 %1。需重启生效的设置会注明。</translation>
    </message>
    <message numerus="yes">
        <source>%1 was not taken: %n mistake(s). All settings stay as they were.</source>
        <translation>
            <numerusform>未采用 %1：%n 处错误。所有设置保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SettingsView</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Add a metrics endpoint</source>
        <translation>添加指标端点</translation>
    </message>
    <message>
        <source>Add a user</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Create an API key</source>
        <translation>创建 API 密钥</translation>
    </message>
    <message>
        <source>Store and retention</source>
        <translation>存储与保留</translation>
    </message>
    <message>
        <source>Listener and gateway</source>
        <translation>监听与网关</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Your role (%1) cannot see users. Ask an admin of this console.</source>
        <comment>a role</comment>
        <translation>您的角色（%1）不能查看用户。请询问此控制台的管理员。</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Your role (%1) cannot see tokens. Ask an admin of this console.</source>
        <comment>a role</comment>
        <translation>您的角色（%1）不能查看令牌。请询问此控制台的管理员。</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Your role (%1) cannot see audit entries. Ask an admin of this console.</source>
        <comment>a role</comment>
        <translation>您的角色（%1）不能查看审计条目。请询问此控制台的管理员。</translation>
    </message>
    <message>
        <source>Security events</source>
        <translation>安全事件</translation>
    </message>
    <message>
        <source>Your role (%1) cannot see security events. Ask an admin of this console.</source>
        <comment>a role</comment>
        <translation>您的角色（%1）不能查看安全事件。请询问此控制台的管理员。</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>All settings</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Your role (%1) cannot see the settings file. Ask an admin of this console.</source>
        <comment>a role</comment>
        <translation>您的角色（%1）不能查看设置文件。请询问此控制台的管理员。</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <comment>title of a page</comment>
        <translation>设置：%1</translation>
    </message>
    <message>
        <source>Open the selected endpoint or user; enter a value</source>
        <translation>打开所选端点或用户；输入值</translation>
    </message>
    <message>
        <source>Remove the selected user; revoke the selected token</source>
        <translation>删除所选用户；吊销所选令牌</translation>
    </message>
    <message>
        <source>From the list of pages into the page</source>
        <translation>从页面列表进入页面</translation>
    </message>
    <message>
        <source>Close the form or question; give up what was typed</source>
        <translation>关闭表单或询问；放弃已输入内容</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SilenceForm</name>
    <message>
        <source>Silence</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>Maintenance window</source>
        <translation>维护窗口</translation>
    </message>
    <message>
        <source>Its errors do not use up the budget</source>
        <translation>其间的错误不消耗预算</translation>
    </message>
    <message>
        <source>Save silence</source>
        <translation>保存静默</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>End now</source>
        <translation>立即结束</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Hushes</source>
        <translation>静默对象</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>Remind me</source>
        <translation>提醒我</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>It has to end after it begins.</source>
        <translation>结束时间必须晚于开始时间。</translation>
    </message>
    <message>
        <source>New silence</source>
        <translation>新建静默</translation>
    </message>
    <message>
        <source>select one, or make a new one</source>
        <translation>选择一个，或新建</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>End it early when nothing it silences fires</source>
        <translation>被静默的告警都不再触发时提前结束</translation>
    </message>
    <message>
        <source>Remind me: how long before it ends; 0 s: never</source>
        <translation>提醒我：结束前多久；0 s：不提醒</translation>
    </message>
    <message>
        <source>before it ends; 0 s: never</source>
        <translation>结束前；0 s：不提醒</translation>
    </message>
    <message>
        <source>End it %1 after it begins</source>
        <translation>开始后 %1 结束</translation>
    </message>
    <message>
        <source>Give it a name; it is shown beside what it silences.</source>
        <translation>请取个名称；它会显示在被静默的告警旁。</translation>
    </message>
    <message>
        <source>Write a duration such as 10 m, or 0 s.</source>
        <translation>请写一个时长，例如 10 m，或 0 s。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SilenceTableModel</name>
    <message>
        <source>Silence</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <source>By</source>
        <translation>执行者</translation>
    </message>
    <message>
        <source>maintenance, not in the budget</source>
        <translation>维护，不计入预算</translation>
    </message>
    <message>
        <source>maintenance</source>
        <translation>维护</translation>
    </message>
    <message>
        <source>Silences alerts with</source>
        <translation>静默匹配的告警</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SilencesPage</name>
    <message>
        <source>active, %1 left</source>
        <translation>生效中，剩余 %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>%1 后</translation>
    </message>
    <message>
        <source>ended early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>over</source>
        <comment>a silence</comment>
        <translation>已结束</translation>
    </message>
    <message>
        <source>Silences</source>
        <translation>静默</translation>
    </message>
    <message>
        <source>No silences</source>
        <translation>没有静默</translation>
    </message>
    <message>
        <source>New silence</source>
        <translation>新建静默</translation>
    </message>
    <message>
        <source>No silence matches “%1”</source>
        <translation>没有静默匹配“%1”</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n silence(s) match.</source>
        <translation>
            <numerusform>%n 个静默中匹配 0 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter silences: deploy, status = active</source>
        <translation>过滤静默：deploy、status = active</translation>
    </message>
    <message>
        <source>A silence keeps alerts quiet for a time: they are evaluated and kept, but nobody is told.</source>
        <translation>静默让告警在一段时间内不打扰人：告警照常评估和保存，但不通知任何人。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloDetailPane</name>
    <message>
        <source>Error budget</source>
        <translation>错误预算</translation>
    </message>
    <message>
        <source>Burn-rate conditions</source>
        <translation>燃烧率条件</translation>
    </message>
    <message>
        <source>Burn-rate alerts</source>
        <translation>燃烧率告警</translation>
    </message>
    <message>
        <source>several windows, several burn rates</source>
        <translation>多窗口、多燃烧率</translation>
    </message>
    <message>
        <source>Latency distribution</source>
        <translation>延迟分布</translation>
    </message>
    <message>
        <source>Requests by status and method</source>
        <translation>按状态和方法的请求</translation>
    </message>
    <message>
        <source>Where the errors come from</source>
        <translation>错误来自何处</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>p50 / p95 / p99</source>
        <translation>p50 / p95 / p99</translation>
    </message>
    <message>
        <source>log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>吞吐量</translation>
    </message>
    <message>
        <source>Trends in numbers</source>
        <translation>数字形式的趋势</translation>
    </message>
    <message>
        <source>Error budget — %1</source>
        <translation>错误预算 — %1</translation>
    </message>
    <message>
        <source>target %1 · %2 per %3</source>
        <translation>目标 %1 · 每 %3 %2</translation>
    </message>
    <message>
        <source>left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>used up</source>
        <translation>已用完</translation>
    </message>
    <message>
        <source>exhausted in %1 at this rate</source>
        <translation>按此速率将在 %1 后耗尽</translation>
    </message>
    <message>
        <source>Over the last %1 these rules would have paged %2 and opened %3.</source>
        <translation>过去 %1，这些规则会呼叫 %2，并开出 %3。</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n 张工单</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 个请求</translation>
    </message>
    <message>
        <source>%1–%2</source>
        <translation>%1–%2</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>按 %1</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>dotted: %1 of maintenance not counted</source>
        <translation>点状：%1 维护时间未计入</translation>
    </message>
    <message>
        <source>maintenance, not counted</source>
        <translation>维护，未计入</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloFiles</name>
    <message>
        <source>Import targets</source>
        <translation>导入目标</translation>
    </message>
    <message>
        <source>OpenSLO and Sloth (*.yaml *.yml)</source>
        <translation>OpenSLO 和 Sloth (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Export objectives</source>
        <translation>导出目标项</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloTable</name>
    <message>
        <source>Objectives</source>
        <translation>目标项</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloTableModel</name>
    <message>
        <source>Objective</source>
        <translation>目标项</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>剩余</translation>
    </message>
    <message>
        <source>Burn 1 h</source>
        <translation>1 小时燃烧</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>Errors, 24 h</source>
        <translation>错误，24 小时</translation>
    </message>
    <message>
        <source>▲ better</source>
        <translation>▲ 变好</translation>
    </message>
    <message>
        <source>▼ worse</source>
        <translation>▼ 变差</translation>
    </message>
    <message>
        <source>stable</source>
        <translation>稳定</translation>
    </message>
    <message>
        <source>told %1</source>
        <translation>已告知 %1</translation>
    </message>
    <message>
        <source>%1: %2. %3 of the window was told by increments.</source>
        <translation>%1：%2。窗口的 %3 由增量告知。</translation>
    </message>
    <message>
        <source>%1 of maintenance not counted.</source>
        <translation>其中 %1 维护时间未计入。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloText</name>
    <message>
        <source>%1 %</source>
        <comment>a percentage</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>no traffic</source>
        <translation>无流量</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1M rps</source>
        <translation>%1M rps</translation>
    </message>
    <message>
        <source>%1k rps</source>
        <translation>%1k rps</translation>
    </message>
    <message>
        <source>%1 rps</source>
        <translation>%1 rps</translation>
    </message>
    <message>
        <source>&lt; %1 %</source>
        <comment>less than a percentage</comment>
        <translation>&lt; %1 %</translation>
    </message>
    <message>
        <source>%1×</source>
        <comment>burn rate</comment>
        <translation>%1×</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 分</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SloView</name>
    <message>
        <source>Domains</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Edges</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Window of the budgets</source>
        <translation>预算的窗口</translation>
    </message>
    <message>
        <source>%1 rolling</source>
        <comment>a window of time</comment>
        <translation>滚动 %1</translation>
    </message>
    <message>
        <source>Compare with the period before</source>
        <translation>与前一周期比较</translation>
    </message>
    <message>
        <source>Find an objective</source>
        <translation>查找目标项</translation>
    </message>
    <message>
        <source>Import OpenSLO</source>
        <translation>导入 OpenSLO</translation>
    </message>
    <message>
        <source>Edit target</source>
        <translation>编辑目标</translation>
    </message>
    <message>
        <source>Export ▾</source>
        <translation>导出 ▾</translation>
    </message>
    <message>
        <source>Prometheus rules</source>
        <translation>Prometheus 规则</translation>
    </message>
    <message>
        <source>OpenSLO</source>
        <translation>OpenSLO</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Edit the target of the selected objective</source>
        <translation>编辑所选目标项的目标</translation>
    </message>
    <message>
        <source>Import OpenSLO or Sloth targets</source>
        <translation>导入 OpenSLO 或 Sloth 目标</translation>
    </message>
    <message>
        <source>Show the selected objective in the mesh</source>
        <translation>在网格中显示所选目标项</translation>
    </message>
    <message>
        <source>Show the events behind the selected objective</source>
        <translation>显示所选目标项背后的事件</translation>
    </message>
    <message>
        <source>Reading the budgets</source>
        <translation>正在读取预算</translation>
    </message>
    <message numerus="yes">
        <source>0 of %n objective(s) match.</source>
        <translation>
            <numerusform>%n 个目标项中有 0 个匹配。</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nothing that old is kept</source>
        <translation>没有保留那么早的数据</translation>
    </message>
    <message>
        <source>The oldest increments kept are of %1.</source>
        <translation>保留的最早增量来自 %1。</translation>
    </message>
    <message>
        <source>No service levels yet</source>
        <translation>尚无服务级别</translation>
    </message>
    <message>
        <source>Budgets come from metrics. Add an endpoint under Settings → Sources, or run an agent beside the cluster:</source>
        <translation>预算来自指标。请在“设置 → 来源”中添加端点，或在集群旁运行代理：</translation>
    </message>
    <message>
        <source>Show the service behind the objective in the mesh</source>
        <translation>在网格中显示目标项背后的服务</translation>
    </message>
    <message>
        <source>Events of the service behind it</source>
        <translation>其背后服务的事件</translation>
    </message>
    <message>
        <source>Edit the target</source>
        <translation>编辑目标</translation>
    </message>
    <message>
        <source>In a chart: move the crosshair</source>
        <translation>在图表中：移动十字线</translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>已导出到 %1</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>No objective matches “%1”</source>
        <translation>没有目标匹配“%1”</translation>
    </message>
    <message>
        <source>The numbers of a chart as a table, and back; elsewhere: of all trends</source>
        <translation>以表格显示图表数值，再按返回；在别处：显示全部趋势</translation>
    </message>
    <message>
        <source>Show in mesh	M</source>
        <translation>在网格中显示	M</translation>
    </message>
    <message>
        <source>Show events	E</source>
        <translation>显示事件	E</translation>
    </message>
    <message>
        <source>Edit target	Ctrl+E</source>
        <translation>编辑目标	Ctrl+E</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Find: checkout, budget &lt; 20%</source>
        <translation>查找：checkout、budget &lt; 20%</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SourceForm</name>
    <message>
        <source>Scrape it</source>
        <translation>抓取它</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Really remove; what was counted stays</source>
        <translation>确认移除；已计数的数据保留</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>optional; a file, because a workspace keeps no secrets</source>
        <translation>可选；使用文件，因为工作区不保存机密</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>指标族</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Series</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>As what, or why not</source>
        <translation>用作什么，或为何忽略</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>URL, file or folder of scrapes</source>
        <translation>URL、文件或抓取记录文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>每隔</translation>
    </message>
    <message>
        <source>File with the bearer token</source>
        <translation>包含 bearer 令牌的文件</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add a metrics endpoint</source>
        <translation>添加指标端点</translation>
    </message>
    <message>
        <source>Metrics endpoint</source>
        <translation>指标端点</translation>
    </message>
    <message>
        <source>Scraping once</source>
        <translation>正在抓取一次</translation>
    </message>
    <message>
        <source>%1 samples in %2 ms, %3: %4</source>
        <translation>%2 ms 内 %1 个样本，%3：%4</translation>
    </message>
    <message>
        <source>nothing in it is about services</source>
        <translation>其中没有关于服务的内容</translation>
    </message>
    <message numerus="yes">
        <source>%n node(s)</source>
        <translation>
            <numerusform>%n 个节点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) skipped, the first: %1</source>
        <translation>
            <numerusform>跳过 %n 行，第一行：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>● used</source>
        <translation>● 使用</translation>
    </message>
    <message>
        <source>○ ignored</source>
        <translation>○ 忽略</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SourceTableModel</name>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>scraping</source>
        <translation>抓取中</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message numerus="yes">
        <source>%n service(s)</source>
        <translation>
            <numerusform>%n 个服务</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n 个调用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ingress service(s)</source>
        <translation>
            <numerusform>%n 个入口服务</numerusform>
        </translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last scrape</source>
        <translation>最近抓取</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>耗时</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SourcesPage</name>
    <message>
        <source>Add metrics endpoint</source>
        <translation>添加指标端点</translation>
    </message>
    <message>
        <source>Metrics endpoints</source>
        <translation>指标端点</translation>
    </message>
    <message>
        <source>Linkerd, Traefik, nginx, Istio or an OpenTelemetry collector: what this console scrapes by itself</source>
        <translation>Linkerd、Traefik、nginx、Istio 或 OpenTelemetry 收集器：此控制台自行抓取的内容</translation>
    </message>
    <message>
        <source>No metrics endpoint yet</source>
        <translation>尚无指标端点</translation>
    </message>
    <message>
        <source>Add the one of your mesh or ingress controller. Where the console cannot reach it, run an agent beside the cluster instead:</source>
        <translation>添加您的网格或入口控制器的端点。若控制台无法访问，请改为在集群旁运行代理：</translation>
    </message>
    <message>
        <source>Filter endpoints: linkerd, cluster = prod-eu and not healthy</source>
        <translation>过滤端点：linkerd、cluster = prod-eu and not healthy</translation>
    </message>
    <message>
        <source>No metrics endpoint matches</source>
        <translation>没有匹配的指标端点</translation>
    </message>
    <message>
        <source>The filter hides all of them.</source>
        <translation>过滤条件隐藏了全部内容。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::Sparkline</name>
    <message>
        <source>no values</source>
        <translation>无数据</translation>
    </message>
    <message>
        <source>now %1, highest %2</source>
        <translation>当前 %1，最高 %2</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::SpecReview</name>
    <message>
        <source>Set these targets</source>
        <translation>设置这些目标</translation>
    </message>
    <message>
        <source>Objectives of the file</source>
        <translation>文件中的目标项</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>%1: %2 over %3 for %4</source>
        <translation>%1：%4 在 %3 内 %2</translation>
    </message>
    <message>
        <source>%1: %2 over %3 — nothing known is named %4</source>
        <translation>%1：%3 内 %2 — 没有名为 %4 的已知对象</translation>
    </message>
    <message>
        <source>The file holds no objective.</source>
        <translation>该文件不含目标项。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::StatePanel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Command to copy</source>
        <translation>可复制的命令</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::StatusLine</name>
    <message>
        <source>Cancel the running task</source>
        <translation>取消正在运行的任务</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>ingest %1</source>
        <translation>摄取 %1</translation>
    </message>
    <message>
        <source>events</source>
        <translation>个事件</translation>
    </message>
    <message>
        <source>%1 snapshots/s, %2/s received, %3 rejected since start</source>
        <translation>%1 个快照/秒，接收 %2/秒，启动以来拒绝 %3 次</translation>
    </message>
    <message>
        <source>Of these, at a limit of the listener:</source>
        <translation>其中因监听端口的限制：</translation>
    </message>
    <message>
        <source>%1 with a malformed or too long head</source>
        <translation>%1 次请求头格式错误或过长</translation>
    </message>
    <message>
        <source>%1 with a body over a limit</source>
        <translation>%1 次请求体超出限制</translation>
    </message>
    <message>
        <source>%1 to a foreign host name or from a foreign page</source>
        <translation>%1 次使用陌生主机名或来自其他网站的页面</translation>
    </message>
    <message>
        <source>%1 connections were closed as too slow</source>
        <translation>%1 个连接因过慢而被关闭</translation>
    </message>
    <message>
        <source>%1 connections too many</source>
        <translation>%1 个连接超出上限</translation>
    </message>
    <message>
        <source>agents at %1</source>
        <comment>host:port</comment>
        <translation>Agent 接入 %1</translation>
    </message>
    <message>
        <source>Where this console listens for agents.</source>
        <translation>本控制台监听 Agent 的地址。</translation>
    </message>
    <message>
        <source>snapshot %1 old</source>
        <translation>快照于 %1前</translation>
    </message>
    <message>
        <source>no snapshot yet</source>
        <translation>尚无快照</translation>
    </message>
    <message>
        <source>events %1</source>
        <translation>事件 %1</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>占用磁盘 %1</translation>
    </message>
    <message>
        <source>oldest %1</source>
        <translation>最旧 %1</translation>
    </message>
    <message>
        <source>The oldest event kept; older ones went with the retention.</source>
        <translation>所保留的最旧事件；更早的已按保留策略删除。</translation>
    </message>
    <message>
        <source>GUI smooth</source>
        <translation>界面流畅</translation>
    </message>
    <message>
        <source>GUI stalls %1</source>
        <translation>界面卡顿 %1</translation>
    </message>
    <message>
        <source>The window has always answered within 50 ms.</source>
        <translation>窗口始终在 50 毫秒内响应。</translation>
    </message>
    <message>
        <source>Times the window did not answer for more than 50 ms; longest %1 ms. The log has each of them.</source>
        <translation>窗口超过 50 毫秒未响应的次数；最长 %1 毫秒。每次均记入日志。</translation>
    </message>
    <message>
        <source>%1 …</source>
        <comment>keys typed so far</comment>
        <translation>%1 …</translation>
    </message>
    <message>
        <source>Failed tasks: %1</source>
        <translation>失败任务：%1</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::StepTableModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::StoragePage</name>
    <message>
        <source>Store and retention</source>
        <translation>存储与保留</translation>
    </message>
    <message>
        <source>What is kept, for how long and what it costs</source>
        <translation>保留什么、多久、占用多少</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>What the history takes up</source>
        <translation>历史占用</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>Measuring the file</source>
        <translation>正在测量文件</translation>
    </message>
    <message>
        <source>The file has %1 and grows by about %2 a day before old rows go; %3 are free on the disk.</source>
        <translation>文件大小 %1，在清除旧行前每天约增长 %2；磁盘剩余 %3。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::StorageTableModel</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Traffic, raw</source>
        <translation>流量，原始</translation>
    </message>
    <message>
        <source>Traffic, hourly</source>
        <translation>流量，每小时</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>流量</translation>
    </message>
    <message>
        <source>Snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Reaches back</source>
        <translation>追溯至</translation>
    </message>
    <message>
        <source>A day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>What the settings cost</source>
        <translation>设置的代价</translation>
    </message>
    <message>
        <source>%1 days ≈ %2</source>
        <translation>%1 天 ≈ %2</translation>
    </message>
    <message>
        <source>kept for good: a year ≈ %1</source>
        <translation>永久保留：一年 ≈ %1</translation>
    </message>
    <message>
        <source>—</source>
        <translation>—</translation>
    </message>
    <message>
        <source>thinned out; none after 38 days</source>
        <translation>逐渐稀疏；38 天后清除</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TargetEditor</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Reset to default</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Availability target</source>
        <translation>可用性目标</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>p95 latency target</source>
        <translation>p95 延迟目标</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>p95 at most</source>
        <translation>p95 至多</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>On the real history of %1: %2 of the budget left, %3; it would have paged %4 and opened %5.</source>
        <translation>按 %1 的真实历史：预算剩余 %2，%3；会呼叫 %4，并开出 %5。</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ticket(s)</source>
        <translation>
            <numerusform>%n 张工单</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TargetField</name>
    <message>
        <source>namespace/name, namespace/ or nothing</source>
        <translation>命名空间/名称、命名空间/ 或留空</translation>
    </message>
    <message>
        <source>Kind namespace/name</source>
        <translation>类型 命名空间/名称</translation>
    </message>
    <message>
        <source>Name of a %1</source>
        <comment>a kind of object</comment>
        <translation>%1 的名称</translation>
    </message>
    <message>
        <source>namespace/name of a %1</source>
        <comment>a kind of object</comment>
        <translation>%1 的 命名空间/名称</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TaskDrawer</name>
    <message>
        <source>Exports, imports and other long work show here.</source>
        <translation>导出、导入等耗时任务显示在此处。</translation>
    </message>
    <message>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Close the task list</source>
        <translation>关闭任务列表</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TaskRow</name>
    <message>
        <source>%1 of %2 %3</source>
        <comment>done, total, unit</comment>
        <translation>%1 / %2 %3</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>取消 %1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TimeControl</name>
    <message>
        <source>15m</source>
        <comment>last 15 minutes</comment>
        <translation>15分钟</translation>
    </message>
    <message>
        <source>1h</source>
        <comment>last hour</comment>
        <translation>1小时</translation>
    </message>
    <message>
        <source>6h</source>
        <comment>last 6 hours</comment>
        <translation>6小时</translation>
    </message>
    <message>
        <source>24h</source>
        <comment>last 24 hours</comment>
        <translation>24小时</translation>
    </message>
    <message>
        <source>7d</source>
        <comment>last 7 days</comment>
        <translation>7天</translation>
    </message>
    <message>
        <source>30d</source>
        <comment>last 30 days</comment>
        <translation>30天</translation>
    </message>
    <message>
        <source>Last %1</source>
        <translation>最近 %1</translation>
    </message>
    <message>
        <source>Any range</source>
        <translation>任意范围</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>now-6h..now</source>
        <translation>now-6h..now</translation>
    </message>
    <message>
        <source>Last 5 minutes</source>
        <translation>最近 5 分钟</translation>
    </message>
    <message>
        <source>Last 14 days</source>
        <translation>最近 14 天</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>最近 90 天</translation>
    </message>
    <message>
        <source>Zoom out ×2</source>
        <translation>缩小到 2 倍范围</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>重置缩放</translation>
    </message>
    <message>
        <source>Copy range</source>
        <translation>复制范围</translation>
    </message>
    <message>
        <source>Paste range</source>
        <translation>粘贴范围</translation>
    </message>
    <message>
        <source>Local time</source>
        <translation>本地时间</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Time range %1</source>
        <translation>时间范围 %1</translation>
    </message>
    <message>
        <source>%1 to
%2</source>
        <translation>%1 至
%2</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>+%1 new</source>
        <translation>+%1 条新增</translation>
    </message>
    <message>
        <source>Data flows. Click to hold the picture.</source>
        <translation>数据持续更新。点击可保持画面。</translation>
    </message>
    <message>
        <source>The picture stands still, data keeps arriving. Click for now (t n).</source>
        <translation>画面静止，数据继续到达。点击回到现在 (t n)。</translation>
    </message>
    <message>
        <source>-15m · now-1d/d · yesterday 03:00..04:00 · 03:12 · ISO 8601 · epoch · @03:12 rewinds</source>
        <translation>-15m · now-1d/d · yesterday 03:00..04:00 · 03:12 · ISO 8601 · epoch · @03:12 回溯</translation>
    </message>
    <message>
        <source>As of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>The window shows the past. Click to return (t n).</source>
        <translation>窗口显示过去。点击返回 (t n)。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TimeSelection</name>
    <message>
        <source>%1 d</source>
        <comment>days</comment>
        <translation>%1 天</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours</comment>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 m</source>
        <comment>minutes</comment>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>last %1</source>
        <comment>a time range that moves with now</comment>
        <translation>最近 %1</translation>
    </message>
    <message>
        <source>as of %1</source>
        <comment>an instant of the past</comment>
        <translation>截至 %1</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TimelineWidget</name>
    <message>
        <source>Deploys</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>节点</translation>
    </message>
    <message>
        <source>Warnings, cluster</source>
        <translation>Warning，集群</translation>
    </message>
    <message>
        <source>Warnings %1</source>
        <translation>Warning %1</translation>
    </message>
    <message>
        <source>Incident timeline</source>
        <translation>故障时间线</translation>
    </message>
    <message>
        <source>Nothing happened in this time: no warnings, deployments or commands.</source>
        <translation>该时段内无 Warning、发布或命令。</translation>
    </message>
    <message>
        <source>likely start %1</source>
        <translation>可能始于 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 and %Ln more</source>
        <translation>
            <numerusform>%1：%2，另有 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>告警</translation>
    </message>
    <message>
        <source>Burn %1</source>
        <comment>a domain</comment>
        <translation>预算消耗 %1</translation>
    </message>
    <message>
        <source>pages</source>
        <comment>a budget burns so fast that somebody is paged</comment>
        <translation>呼叫值班</translation>
    </message>
    <message>
        <source>ticket</source>
        <comment>a budget burns so fast that a ticket is due</comment>
        <translation>工单</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Lane</source>
        <translation>泳道</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Burn, others</source>
        <translation>其他对象的预算消耗</translation>
    </message>
    <message>
        <source>Warnings, several</source>
        <translation>多个命名空间的警告</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TokenForm</name>
    <message>
        <source>Create API key</source>
        <translation>创建 API 密钥</translation>
    </message>
    <message>
        <source>Create an API key</source>
        <translation>创建 API 密钥</translation>
    </message>
    <message>
        <source>what it is for, e.g. nightly report</source>
        <translation>用途，例如夜间报告</translation>
    </message>
    <message>
        <source>in 7 days</source>
        <translation>7 天后</translation>
    </message>
    <message>
        <source>in 30 days</source>
        <translation>30 天后</translation>
    </message>
    <message>
        <source>in 90 days</source>
        <translation>90 天后</translation>
    </message>
    <message>
        <source>in a year</source>
        <translation>一年后</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>One method and beginning of a path a line; empty: all its user&apos;s role may.</source>
        <translation>每行一个方法和路径开头；空：其用户角色的全部权限。</translation>
    </message>
    <message>
        <source>For the user</source>
        <translation>为用户</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>May only</source>
        <translation>仅可</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Give it a name, so that you know later which one to revoke.</source>
        <translation>请命名，以便日后知道要吊销哪一个。</translation>
    </message>
    <message>
        <source>“%1” is not a permission. Write GET, POST, PUT, DELETE or *, a space and the beginning of a path.</source>
        <translation>“%1”不是权限。请写 GET、POST、PUT、DELETE 或 *，一个空格，再写路径开头。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TokenTableModel</name>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>in %1 · %2</source>
        <translation>在 %1 · %2</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Used ago</source>
        <translation>上次使用</translation>
    </message>
    <message>
        <source>May</source>
        <translation>可以</translation>
    </message>
    <message>
        <source>all of the role</source>
        <translation>角色的全部权限</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TokensPage</name>
    <message>
        <source>Tokens</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Logins and API keys; only their hashes are kept</source>
        <translation>登录和 API 密钥；只保留其哈希</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>吊销</translation>
    </message>
    <message>
        <source>End the login %1? It has to log in again.</source>
        <translation>结束登录 %1？需要重新登录。</translation>
    </message>
    <message>
        <source>Revoke the API key %1? Programs that use it are refused at once; it cannot be given back.</source>
        <translation>吊销 API 密钥 %1？使用它的程序会立即被拒绝；无法恢复。</translation>
    </message>
    <message>
        <source>Filter tokens: ci, kind = key and used &lt; 30d</source>
        <translation>过滤令牌：ci、kind = key and used &lt; 30d</translation>
    </message>
    <message>
        <source>Create API key</source>
        <translation>创建 API 密钥</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TopBar</name>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>All clusters</source>
        <translation>所有集群</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>转到…</translation>
    </message>
    <message>
        <source>Go to a view, cluster or object, or do something (Ctrl+K)</source>
        <translation>转到视图、集群或对象，或执行操作 (Ctrl+K)</translation>
    </message>
    <message>
        <source>demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>Simulated clusters; nothing here is real.</source>
        <translation>模拟集群；此处数据均非真实。</translation>
    </message>
    <message>
        <source>agents %1/%2</source>
        <translation>Agent %1/%2</translation>
    </message>
    <message>
        <source>Every known agent reports.</source>
        <translation>所有已知 Agent 均在上报。</translation>
    </message>
    <message>
        <source>store failing</source>
        <translation>存储故障</translation>
    </message>
    <message>
        <source>store read-only</source>
        <translation>存储只读</translation>
    </message>
    <message>
        <source>store SQLite</source>
        <translation>存储 SQLite</translation>
    </message>
    <message>
        <source>Writable, %1 on disk</source>
        <translation>可写，占用磁盘 %1</translation>
    </message>
    <message>
        <source>The window shows the past.</source>
        <translation>窗口显示的是过去的状态。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TraceModel</name>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>What was decided</source>
        <translation>决定内容</translation>
    </message>
    <message>
        <source>passed</source>
        <comment>a step</comment>
        <translation>通过</translation>
    </message>
    <message>
        <source>stopped here</source>
        <comment>a step</comment>
        <translation>在此停止</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TracePanel</name>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Why did, or did not, this page at</source>
        <translation>该时刻为何通知，或为何没有</translation>
    </message>
    <message>
        <source>Steps of the decision</source>
        <translation>决定的步骤</translation>
    </message>
    <message>
        <source>Select an alert to see what was decided about it.</source>
        <translation>选择一条告警以查看对它的决定。</translation>
    </message>
    <message>
        <source>Why — %1</source>
        <translation>原因——%1</translation>
    </message>
    <message>
        <source>It paged at %1 about %2.</source>
        <translation>它在 %1 就 %2 发出了通知。</translation>
    </message>
    <message>
        <source>It told nobody at %1 about %2.</source>
        <translation>它在 %1 未就 %2 通知任何人。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TrendChart</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>无数据</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::TrendTableModel</name>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Availability</source>
        <translation>可用性</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>告知</translation>
    </message>
    <message>
        <source>%1 of maintenance not counted.</source>
        <translation>其中 %1 维护时间未计入。</translation>
    </message>
    <message>
        <source>not counted</source>
        <comment>a step of maintenance</comment>
        <translation>未计入</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Time left to undo</source>
        <translation>可撤销的剩余时间</translation>
    </message>
    <message>
        <source>%1 goes out in %2. Nothing was sent yet.</source>
        <comment>a command, a time</comment>
        <translation>%1 将在 %2 后发出。尚未发送任何内容。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::UserForm</name>
    <message>
        <source>May do everything, users and settings included.</source>
        <translation>可执行一切操作，包括用户和设置。</translation>
    </message>
    <message>
        <source>May run commands, set targets and sources, and read contents of config maps.</source>
        <translation>可运行命令、设置目标和来源、读取 ConfigMap 内容。</translation>
    </message>
    <message>
        <source>May look at clusters, events, service levels and ask queries.</source>
        <translation>可查看集群、事件、服务水平并查询。</translation>
    </message>
    <message>
        <source>May use this console</source>
        <translation>可使用此控制台</translation>
    </message>
    <message>
        <source>a-z, 0-9, dot, dash, underscore</source>
        <translation>a-z、0-9、点、连字符、下划线</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>all namespaces</source>
        <translation>所有命名空间</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Add a user</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>更改 %1</translation>
    </message>
    <message>
        <source>Another password for %1; all logins of it end</source>
        <translation>为 %1 设置新密码；其所有登录将结束</translation>
    </message>
    <message>
        <source>Add user</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>all clusters</source>
        <translation>所有集群</translation>
    </message>
    <message>
        <source>all clusters; or some of %1</source>
        <translation>所有集群；或其中 %1</translation>
    </message>
    <message>
        <source>A user&apos;s name has 1 to 64 of a-z, 0-9, dot, dash and underscore.</source>
        <translation>用户名为 1 到 64 个 a-z、0-9、点、连字符或下划线。</translation>
    </message>
    <message>
        <source>There is a user %1 already.</source>
        <translation>已有用户 %1。</translation>
    </message>
    <message>
        <source>An admin cannot be limited to clusters or namespaces.</source>
        <translation>管理员不能限定于部分集群或命名空间。</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::UserTableModel</name>
    <message>
        <source>disabled</source>
        <translation>已禁用</translation>
    </message>
    <message>
        <source>may log in</source>
        <translation>可登录</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>May see</source>
        <translation>可见范围</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last login</source>
        <translation>上次登录</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>you</source>
        <translation>您</translation>
    </message>
    <message>
        <source>at this desktop only</source>
        <translation>仅限此桌面</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::UsersPage</name>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Who may use this console, and for what</source>
        <translation>谁可以使用此控制台，用来做什么</translation>
    </message>
    <message>
        <source>Add user</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Set password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove %1 with all its logins and API keys? What it did stays in the audit. Type its name to confirm.</source>
        <translation>删除 %1 及其所有登录和 API 密钥？其操作仍保留在审计中。输入名称以确认。</translation>
    </message>
    <message>
        <source>Remove user</source>
        <translation>删除用户</translation>
    </message>
    <message>
        <source>Filter users: marsh, role = operator and enabled</source>
        <translation>过滤用户：marsh、role = operator and enabled</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::WhoElsePanel</name>
    <message>
        <source>Who else: what the marked rows share</source>
        <translation>还有谁：标记行的共同点</translation>
    </message>
    <message>
        <source>Who else</source>
        <translation>还有谁</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Comparing with all others</source>
        <translation>正在与其余比较</translation>
    </message>
    <message>
        <source>The rows are still right.</source>
        <translation>这些行仍然正确。</translation>
    </message>
    <message>
        <source>Nothing stands out</source>
        <translation>没有突出之处</translation>
    </message>
    <message>
        <source>The marked rows share nothing that is rarer among the others. Mark more rows, or fewer.</source>
        <translation>标记行没有在其余行中更少见的共同点。请标记更多或更少的行。</translation>
    </message>
    <message numerus="yes">
        <source>what %Ln marked row(s) have in common</source>
        <translation>
            <numerusform>%Ln 个已标记行的共同点</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 marked rows, %3 of %4 other rows</source>
        <translation>已标记的 %2 行中有 %1 行，其余 %4 行中有 %3 行</translation>
    </message>
    <message>
        <source>%1
%2
Enter adds it to the query</source>
        <comment>a trait, who has it</comment>
        <translation>%1
%2
按 Enter 加入查询</translation>
    </message>
</context>
<context>
    <name>binnacle::ui::WorkloadTableModel</name>
    <message>
        <source>containers not ready</source>
        <translation>容器未就绪</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>工作负载</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>命名空间</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
</context>
</TS>
