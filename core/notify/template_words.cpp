#include "core/notify/template_words.h"

#include <algorithm>
#include <array>

namespace binnacle::notify {

namespace {

struct Field
{
    std::string_view name;
    std::string_view english;
    std::string_view chinese;
};

constexpr std::array kFields{
    Field{"value", "Value", "当前值"},
    Field{"threshold", "Threshold", "阈值"},
    Field{"condition", "Condition", "条件"},
    Field{"rule", "Rule", "规则"},
    Field{"runbook", "Runbook", "处置手册"},
    Field{"budget_left", "Budget left", "剩余错误预算"},
    Field{"budget_exhausts", "Budget used up", "预算耗尽时间"},
    Field{"burn_rate", "Burn rate", "预算消耗速率"},
    Field{"availability", "Availability", "可用性"},
    Field{"latency", "Latency", "延迟"},
    Field{"objective", "Objective", "目标"},
    Field{"window", "Window", "时间窗口"},
    Field{"slo_status", "Service level", "服务等级"},
    Field{"previous_status", "Before", "之前状态"},
    Field{"count", "Count", "次数"},
    Field{"occurrences", "Times today", "今日次数"},
    Field{"since", "Since", "开始时间"},
    Field{"duration", "Duration", "持续时间"},
    Field{"last_seen", "Last heard of", "最后心跳"},
    Field{"silence", "Silence", "静默"},
    Field{"suspected_cause", "Suspected cause", "疑似原因"},
    Field{"inhibited", "Inhibited", "被抑制"},
    Field{"grouped", "Grouped", "合并数"},
    Field{"critical", "Critical", "严重"},
    Field{"warning", "Warning", "警告"},
    Field{"info", "Info", "信息"},
    Field{"resolved", "Resolved", "已恢复"},
    Field{"clusters", "Clusters", "集群数"},
    Field{"more", "Not listed", "未列出"},
    Field{"by", "By", "操作人"},
    Field{"note", "Note", "备注"},
};

constexpr std::array kEnriched{
    Field{"pod.phase", "Pod phase", "Pod 阶段"},
    Field{"pod.restarts", "Pod restarts", "Pod 重启次数"},
    Field{"pod.ready", "Pod ready", "Pod 就绪"},
    Field{"pod.node", "Pod's node", "Pod 所在节点"},
    Field{"node.ready", "Node ready", "节点就绪"},
    Field{"node.conditions", "Node conditions", "节点状况"},
    Field{"deployment.name", "Deployment", "Deployment"},
    Field{"deployment.namespace", "Deployment's namespace", "Deployment 命名空间"},
    Field{"deployment.replicas", "Replicas", "副本数"},
};

const Field *find(std::string_view name)
{
    const auto field = std::ranges::find(kFields, name, &Field::name);
    if (field != kFields.end())
        return &*field;
    const auto enriched = std::ranges::find(kEnriched, name, &Field::name);
    return enriched == kEnriched.end() ? nullptr : &*enriched;
}

bool isChinese(std::string_view language)
{
    return language.starts_with("zh");
}

} // namespace

std::string fieldLabel(std::string_view field, std::string_view language)
{
    if (const Field *known = find(field))
        return std::string(isChinese(language) ? known->chinese : known->english);
    std::string label(field);
    std::ranges::replace_if(
        label, [](char c) { return c == '_' || c == '.'; }, ' ');
    if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
        label[0] = static_cast<char>(label[0] - 'a' + 'A');
    return label;
}

bool isKnownField(std::string_view field)
{
    return find(field) != nullptr;
}

std::string_view severityWord(AlertSeverity severity, std::string_view language)
{
    switch (severity) {
    case AlertSeverity::Critical:
        return isChinese(language) ? "严重" : "critical";
    case AlertSeverity::Warning:
        return isChinese(language) ? "警告" : "warning";
    case AlertSeverity::Info:
        break;
    }
    return isChinese(language) ? "信息" : "info";
}

std::string_view statusWord(MessageStatus status, std::string_view language)
{
    switch (status) {
    case MessageStatus::Firing:
        return isChinese(language) ? "告警中" : "firing";
    case MessageStatus::Resolved:
        return isChinese(language) ? "已恢复" : "resolved";
    case MessageStatus::Info:
        break;
    }
    return isChinese(language) ? "通知" : "info";
}

} // namespace binnacle::notify
