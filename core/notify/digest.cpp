#include "core/notify/digest.h"

#include "core/notify/message_text.h"
#include "core/notify/sql.h"
#include "core/notify/templates.h"

#include <algorithm>

namespace binnacle::notify {

namespace {

constexpr int kListed = 20;

AlertSeverity severityOf(std::string_view name)
{
    return alertSeverityFromName(name).value_or(AlertSeverity::Info);
}

MessageStatus statusOf(std::string_view name)
{
    for (const MessageStatus status : {MessageStatus::Firing, MessageStatus::Resolved}) {
        if (messageStatusName(status) == name)
            return status;
    }
    return MessageStatus::Info;
}

void count(DigestSummary &summary, const store::Statement &row)
{
    const std::int64_t rows = row.number(2);
    summary.total += rows;
    summary.last = std::max(summary.last, row.number(3));
    if (statusOf(row.text(1)) == MessageStatus::Resolved) {
        summary.resolved += rows;
        return;
    }
    switch (severityOf(row.text(0))) {
    case AlertSeverity::Critical:
        summary.critical += rows;
        break;
    case AlertSeverity::Warning:
        summary.warning += rows;
        break;
    case AlertSeverity::Info:
        summary.info += rows;
        break;
    }
}

AlertSeverity worstOf(const DigestSummary &summary)
{
    if (summary.critical > 0)
        return AlertSeverity::Critical;
    return summary.warning > 0 ? AlertSeverity::Warning : AlertSeverity::Info;
}

} // namespace

Result<DigestSummary> summarise(store::Connection &connection, std::int64_t channel)
{
    DigestSummary summary;
    auto counts = connection.prepare("digest.counts");
    if (!counts)
        return counts.error();
    counts->bind(channel);
    const Status counted
        = forEachRow(*counts, [&summary](const store::Statement &row) { count(summary, row); });
    if (!counted)
        return counted.error();
    const auto clusters = readNumbers(connection, "digest.clusters", channel);
    if (!clusters)
        return clusters.error();
    summary.clusters = clusters->empty() ? 0 : clusters->front();
    auto first = connection.prepare("digest.first");
    if (!first)
        return first.error();
    first->bind(channel, kListed);
    const Status listed = forEachRow(*first, [&summary](const store::Statement &row) {
        summary.first.push_back({.title = std::string(row.text(0)),
            .severity = severityOf(row.text(1)),
            .status = statusOf(row.text(2)),
            .cluster = std::string(row.text(3))});
    });
    if (!listed)
        return listed.error();
    return summary;
}

Message digestMessage(const DigestSummary &summary, Timestamp now)
{
    const bool isOver = summary.resolved == summary.total;
    Message message{.title = std::to_string(summary.total) + " notifications in one",
        .severity = worstOf(summary),
        .source = std::string(kDigestSource),
        .at = now,
        .status = isOver ? MessageStatus::Resolved : MessageStatus::Firing};
    for (const DigestSummary::Item &item : summary.first) {
        message.text.append(message.text.empty() ? "" : "\n");
        message.text.append(emojiOf(item.severity, item.status)).append(" ");
        message.text.append(cutUnits(item.title, 200));
        if (!item.cluster.empty())
            message.text.append(" (").append(item.cluster).append(")");
    }
    const auto add = [&message](const char *name, std::int64_t number) {
        if (number > 0)
            message.fields.emplace_back(name, std::to_string(number));
    };
    add("count", summary.total);
    add("critical", summary.critical);
    add("warning", summary.warning);
    add("info", summary.info);
    add("resolved", summary.resolved);
    add("clusters", summary.clusters);
    add("more", summary.total - static_cast<std::int64_t>(summary.first.size()));
    return message;
}

} // namespace binnacle::notify
