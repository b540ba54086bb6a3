#include "core/notify/templates.h"

namespace binnacle::notify {

namespace {

struct Texts
{
    std::string_view english;
    std::string_view chinese;
};

constexpr Texts kHeartbeatOffline{"{{emoji}} Agent offline: {{cluster}}\n"
                                  "{{message}}\n"
                                  "Severity: {{severity}}\n"
                                  "Last heard of: {{last_seen}}\n"
                                  "{{fields}}\n"
                                  "Time: {{time}}\n"
                                  "{{url}}",
    "{{emoji}} Agent 离线：{{cluster}}\n"
    "{{message}}\n"
    "级别：{{severity}}\n"
    "最后心跳：{{last_seen}}\n"
    "{{fields}}\n"
    "时间：{{time}}\n"
    "{{url}}"};

constexpr Texts kHeartbeatRecovery{"{{emoji}} Agent back online: {{cluster}}\n"
                                   "{{message}}\n"
                                   "Was away for: {{duration}}\n"
                                   "{{fields}}\n"
                                   "Time: {{time}}\n"
                                   "{{url}}",
    "{{emoji}} Agent 已恢复：{{cluster}}\n"
    "{{message}}\n"
    "离线时长：{{duration}}\n"
    "{{fields}}\n"
    "时间：{{time}}\n"
    "{{url}}"};

constexpr Texts kK8sEvent{"{{emoji}} {{title}}\n"
                          "{{message}}\n"
                          "Severity: {{severity}}\n"
                          "Cluster: {{cluster}}\n"
                          "Resource: {{target}}\n"
                          "Reason: {{reason}}\n"
                          "Count: {{count}}\n"
                          "{{fields}}\n"
                          "{{enriched}}\n"
                          "Time: {{time}}\n"
                          "{{url}}",
    "{{emoji}} {{title}}\n"
    "{{message}}\n"
    "级别：{{severity}}\n"
    "集群：{{cluster}}\n"
    "资源：{{target}}\n"
    "原因：{{reason}}\n"
    "次数：{{count}}\n"
    "{{fields}}\n"
    "{{enriched}}\n"
    "时间：{{time}}\n"
    "{{url}}"};

constexpr Texts kSloStatus{"{{emoji}} {{title}}\n"
                           "{{message}}\n"
                           "Severity: {{severity}}\n"
                           "Target: {{target}}\n"
                           "Cluster: {{cluster}}\n"
                           "Value: {{value}}\n"
                           "Burn rate: {{burn_rate}}\n"
                           "Budget left: {{budget_left}}\n"
                           "Used up: {{budget_exhausts}}\n"
                           "{{fields}}\n"
                           "Time: {{time}}\n"
                           "{{url}}",
    "{{emoji}} {{title}}\n"
    "{{message}}\n"
    "级别：{{severity}}\n"
    "对象：{{target}}\n"
    "集群：{{cluster}}\n"
    "当前值：{{value}}\n"
    "预算消耗速率：{{burn_rate}}\n"
    "剩余错误预算：{{budget_left}}\n"
    "预算耗尽时间：{{budget_exhausts}}\n"
    "{{fields}}\n"
    "时间：{{time}}\n"
    "{{url}}"};

constexpr Texts kRuleFiring{"{{emoji}} {{title}}\n"
                            "{{message}}\n"
                            "Severity: {{severity}}\n"
                            "Cluster: {{cluster}}\n"
                            "Resource: {{target}}\n"
                            "Reason: {{reason}}\n"
                            "Value: {{value}}\n"
                            "{{fields}}\n"
                            "{{enriched}}\n"
                            "Time: {{time}}\n"
                            "{{url}}",
    "{{emoji}} {{title}}\n"
    "{{message}}\n"
    "级别：{{severity}}\n"
    "集群：{{cluster}}\n"
    "资源：{{target}}\n"
    "原因：{{reason}}\n"
    "当前值：{{value}}\n"
    "{{fields}}\n"
    "{{enriched}}\n"
    "时间：{{time}}\n"
    "{{url}}"};

constexpr Texts kRuleResolved{"{{emoji}} Resolved: {{title}}\n"
                              "{{message}}\n"
                              "Cluster: {{cluster}}\n"
                              "Resource: {{target}}\n"
                              "Lasted: {{duration}}\n"
                              "{{fields}}\n"
                              "Time: {{time}}\n"
                              "{{url}}",
    "{{emoji}} 已恢复：{{title}}\n"
    "{{message}}\n"
    "集群：{{cluster}}\n"
    "资源：{{target}}\n"
    "持续时间：{{duration}}\n"
    "{{fields}}\n"
    "时间：{{time}}\n"
    "{{url}}"};

constexpr Texts kTest{"{{emoji}} Test message of Binnacle\n"
                      "This channel works: messages to it arrive here.\n"
                      "{{message}}\n"
                      "{{fields}}\n"
                      "Time: {{time}}",
    "{{emoji}} Binnacle 测试消息\n"
    "该通知渠道工作正常：发往它的消息会到达这里。\n"
    "{{message}}\n"
    "{{fields}}\n"
    "时间：{{time}}"};

constexpr Texts kDigest{"{{emoji}} {{count}} notifications in one\n"
                        "Too many came at once to be sent one by one. The first of them:\n"
                        "{{message}}\n"
                        "{{fields}}\n"
                        "Time: {{time}}\n"
                        "{{url}}",
    "{{emoji}} {{count}} 条通知的汇总\n"
    "短时间内通知过多，已合并发送。其中最重要的：\n"
    "{{message}}\n"
    "{{fields}}\n"
    "时间：{{time}}\n"
    "{{url}}"};

const Texts &textsOf(TemplateKind kind)
{
    switch (kind) {
    case TemplateKind::HeartbeatOffline:
        return kHeartbeatOffline;
    case TemplateKind::HeartbeatRecovery:
        return kHeartbeatRecovery;
    case TemplateKind::K8sEvent:
        return kK8sEvent;
    case TemplateKind::SloStatus:
        return kSloStatus;
    case TemplateKind::RuleFiring:
        return kRuleFiring;
    case TemplateKind::RuleResolved:
        return kRuleResolved;
    case TemplateKind::Test:
        return kTest;
    case TemplateKind::Digest:
        break;
    }
    return kDigest;
}

} // namespace

std::string_view defaultTemplate(TemplateKind kind, std::string_view language)
{
    const Texts &texts = textsOf(kind);
    return language.starts_with("zh") ? texts.chinese : texts.english;
}

} // namespace binnacle::notify
