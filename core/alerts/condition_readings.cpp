#include "core/alerts/condition_readings.h"

#include "core/alerts/value_words.h"
#include "core/query/execution/value_text.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace binnacle::alerts {

namespace {

using std::chrono::seconds;

// What is seen every so often is not absent while the next one may still come in time: heartbeats
// come every 15 s, snapshots and increments as seldom as once a minute.
constexpr Duration kHeartbeatDue = seconds{20};
constexpr Duration kOtherDue = seconds{75};

std::optional<double> numberOf(const QueryValue &value)
{
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto *real = std::get_if<double>(&value))
        return *real;
    return std::nullopt;
}

// The last column that holds a number; the ones before name the group.
struct AnswerRow
{
    std::string group;
    std::optional<double> number;
};
AnswerRow readRow(const QueryResult &answer, const std::vector<QueryValue> &row)
{
    AnswerRow read;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i + 1 == row.size()) {
            read.number = numberOf(row[i]);
            break;
        }
        if (!read.group.empty())
            read.group += ", ";
        read.group += query::valueText(row[i], answer.columns[i].type);
    }
    return read;
}

bool isSums(const QueryResult &answer)
{
    return answer.subjects.empty() && !answer.columns.empty();
}

bool isSameReading(const RuleReading &a, const RuleReading &b)
{
    return a.subject == b.subject && a.isTrue == b.isTrue && a.hasNoData == b.hasNoData
        && a.value == b.value && a.valueText == b.valueText && a.since == b.since;
}

bool isSame(const ClusterReadings &a, const ClusterReadings &b)
{
    return a.hasNoData == b.hasNoData && std::ranges::equal(a.active, b.active, isSameReading);
}

void take(ClusterReadings &readings, const Condition &condition, AlertSubject subject, double value)
{
    ++readings.subjects;
    readings.worst = worseOf(condition, readings.worst.value_or(value), value);
    if (!compare(value, condition.op, condition.value))
        return;
    readings.active.push_back({.subject = std::move(subject),
        .isTrue = true,
        .value = value,
        .valueText = numberWords(value)});
}

} // namespace

ClusterReadings levelReadings(const Condition &condition,
    std::span<const LevelSubject *const> subjects, const ToldTimes &told, Timestamp now)
{
    ClusterReadings readings{.subjects = subjects.size(), .hasNoData = subjects.empty()};
    const LevelTerm *first = firstTerm(condition.levels);
    if (!first)
        return readings;
    if (hasNoData(condition.levels, told, now)) {
        for (const LevelSubject *subject : subjects)
            readings.active.push_back({.subject = subject->subject, .hasNoData = true});
        return readings;
    }
    for (const LevelSubject *subject : subjects) {
        const auto value = valueOf(*first, *subject, now);
        if (value)
            readings.worst = worseOf(*first, readings.worst.value_or(*value), *value);
        if (!isTrue(condition.levels, *subject, now))
            continue;
        readings.active.push_back({.subject = subject->subject,
            .isTrue = true,
            .value = value,
            .valueText = valueText(condition.levels, *subject, now)});
    }
    return readings;
}

ClusterReadings resourceReadings(const ResourceFilter &filter, IndexedRows &rows)
{
    ClusterReadings readings{.subjects = rows.size()};
    for (const query::RowIndex row : filter.run(rows)) {
        QueryRowSubject subject = rows.table().subject(row);
        ResourceFilter::Value value = filter.valueOf(rows, row);
        readings.active.push_back({.subject
            = {.cluster = std::move(subject.cluster), .object = std::move(subject.object)},
            .isTrue = true,
            .value = value.number,
            .valueText = std::move(value.text)});
    }
    readings.worst = static_cast<double>(readings.active.size());
    return readings;
}

ClusterReadings queryReadings(
    const Condition &condition, const AlertRule &rule, const QueryResult &answer)
{
    ClusterReadings readings;
    if (!isSums(answer)) {
        take(readings, condition, querySubject(rule, rule.name), static_cast<double>(answer.total));
        return readings;
    }
    for (const std::vector<QueryValue> &row : answer.rows) {
        const AnswerRow read = readRow(answer, row);
        AlertSubject subject = querySubject(rule, read.group.empty() ? rule.name : read.group);
        if (read.number) {
            take(readings, condition, std::move(subject), *read.number);
        } else {
            ++readings.subjects;
            readings.active.push_back({.subject = std::move(subject), .hasNoData = true});
        }
    }
    readings.hasNoData = answer.rows.empty();
    return readings;
}

Duration dueWithin(AbsentWhat what)
{
    return what == AbsentWhat::Heartbeat ? kHeartbeatDue : kOtherDue;
}

Duration absentAfter(const Condition &condition)
{
    const Duration due = dueWithin(condition.absent);
    // A shorter `for` is taken at its word.
    return condition.holds > Duration{0} ? std::min(due, condition.holds) : due;
}

ClusterReadings absentReadings(
    const Condition &condition, const ClusterId &cluster, Timestamp last, Timestamp now)
{
    ClusterReadings readings{.subjects = 1};
    const AlertSubject subject = clusterSubject(cluster);
    if (!isKnown(last)) {
        readings.active.push_back({.subject = subject, .hasNoData = true});
        return readings;
    }
    const Duration age = now - last;
    readings.worst = static_cast<double>(age.count()) / 1000;
    if (age < absentAfter(condition))
        return readings;
    readings.active.push_back({.subject = subject,
        .isTrue = true,
        .value = readings.worst,
        .valueText = lengthWords(std::chrono::floor<seconds>(age)),
        .since = last});
    return readings;
}

AlertSubject clusterSubject(const ClusterId &cluster)
{
    return {.cluster = cluster, .object = {.kind = "Cluster", .ns = {}, .name = cluster.value}};
}

AlertSubject querySubject(const AlertRule &rule, std::string name)
{
    return {
        .cluster = rule.cluster, .object = {.kind = "Query", .ns = {}, .name = std::move(name)}};
}

ClusterReadings silentReadings(const AlertSubject &whole, ClusterReadings before)
{
    for (RuleReading &reading : before.active) {
        reading.isTrue = false;
        reading.hasNoData = true;
    }
    if (before.active.empty())
        before.active.push_back({.subject = whole, .hasNoData = true});
    before.hasNoData = true;
    before.worst.reset();
    return before;
}

double worseOf(const Condition &condition, double a, double b)
{
    if (const LevelTerm *first = firstTerm(condition.levels);
        first && condition.kind == ConditionKind::Level)
        return worseOf(*first, a, b);
    const bool isLow = condition.kind == ConditionKind::Query
        && (condition.op == CompareOp::Less || condition.op == CompareOp::LessOrEqual);
    return isLow ? std::min(a, b) : std::max(a, b);
}

bool RuleView::put(const ClusterId &cluster, ClusterReadings readings)
{
    const auto known = m_clusters.find(cluster);
    if (known == m_clusters.end()) {
        m_clusters.emplace(cluster, std::move(readings));
        return true;
    }
    const bool isNews = !isSame(known->second, readings);
    known->second = std::move(readings);
    return isNews;
}

const ClusterReadings *RuleView::of(const ClusterId &cluster) const
{
    const auto known = m_clusters.find(cluster);
    return known == m_clusters.end() ? nullptr : &known->second;
}

RuleReadings RuleView::whole(std::int64_t rule) const
{
    RuleReadings whole{.rule = rule, .hasNoData = true};
    for (const auto &[cluster, readings] : m_clusters) {
        whole.active.insert(whole.active.end(), readings.active.begin(), readings.active.end());
        whole.subjects += readings.subjects;
        whole.hasNoData = whole.hasNoData && readings.hasNoData;
    }
    return whole;
}

std::optional<double> RuleView::worst(const Condition &condition) const
{
    std::optional<double> worst;
    for (const auto &[cluster, readings] : m_clusters) {
        if (readings.worst)
            worst = worseOf(condition, worst.value_or(*readings.worst), *readings.worst);
    }
    return worst;
}

Timestamp lastOf(const AgentTimes &times, AbsentWhat what)
{
    switch (what) {
    case AbsentWhat::Heartbeat:
        return times.lastHeartbeat;
    case AbsentWhat::Snapshot:
        return times.lastSnapshot;
    case AbsentWhat::Increments:
        return times.lastIncrement;
    }
    return {};
}

query::StateMoment momentOf(std::shared_ptr<const ClusterSnapshot> snapshot, Timestamp now)
{
    auto index = std::make_shared<const query::SnapshotIndex>(*snapshot);
    ClusterId cluster = snapshot->cluster;
    return {.cluster = std::move(cluster),
        .snapshot = std::move(snapshot),
        .index = std::move(index),
        .at = now};
}

bool concerns(const AlertRule &rule, const ClusterId &cluster)
{
    return rule.cluster.value.empty() || rule.cluster == cluster;
}

} // namespace binnacle::alerts
