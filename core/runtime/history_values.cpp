#include "core/runtime/history_values.h"

#include "core/query/execution/live_values.h"
#include "core/query/execution/record_query.h"
#include "core/query/execution/tables.h"
#include "core/query/filter_printer.h"
#include "core/query/source_fields.h"
#include "core/query/words.h"

#include <algorithm>
#include <chrono>

namespace binnacle::runtime {

namespace {

using query::SourceId;

constexpr Duration kFresh{30'000};
constexpr std::chrono::milliseconds kWait{12}; // of the 20 ms a completion may take
constexpr Duration kRecordsOf = std::chrono::hours{24};
constexpr Duration kLevelsOf = std::chrono::hours{1};
constexpr std::size_t kMostValues = 2'000; // of one field
constexpr std::size_t kMostEntries = 32;   // sources and clusters that were asked about lately
constexpr std::size_t kMostClusters = 32;  // whose levels are read at once

query::RecordQuery lately(Timestamp now, const ClusterId &cluster)
{
    return {.range = {.from = now - kRecordsOf, .to = {}}, .cluster = cluster, .equal = {}};
}

// No values is a fine answer to a failing store; the query itself reports it.
std::vector<Alert> alertsOf(
    query::World &world, const ClusterId &cluster, const std::stop_token &stop)
{
    auto alerts = world.alerts(lately(world.now(), cluster), stop);
    return alerts ? *std::move(alerts) : std::vector<Alert>();
}

std::vector<query::TablePtr> recordTables(
    query::World &world, SourceId source, const ClusterId &cluster, const std::stop_token &stop)
{
    const query::RecordQuery wanted = lately(world.now(), cluster);
    std::vector<query::TablePtr> tables;
    if (source == SourceId::Commands) {
        if (auto commands = world.commands(wanted, stop))
            tables.push_back(query::makeCommandTable(*std::move(commands)));
    } else if (auto entries = world.audit(wanted, stop)) {
        tables.push_back(query::makeAuditTable(*std::move(entries)));
    }
    return tables;
}

std::vector<query::TablePtr> levelTables(
    query::World &world, SourceId source, const ClusterId &wanted, const std::stop_token &stop)
{
    const Timestamp now = world.now();
    const TimeRange range{.from = now - kLevelsOf, .to = now};
    std::vector<query::TablePtr> tables;
    for (const query::WorldCluster &cluster : world.clusters()) {
        if (!wanted.value.empty() && cluster.id != wanted)
            continue;
        if (stop.stop_requested() || tables.size() == kMostClusters)
            break;
        if (source == SourceId::Edges) {
            if (auto graph = world.mesh(cluster.id, range, stop))
                tables.push_back(query::makeEdgeTable(*std::move(graph)));
            continue;
        }
        const auto kind
            = source == SourceId::Slo ? SloSubject::Kind::Service : SloSubject::Kind::Domain;
        if (auto board = world.board(cluster.id, kind, range, stop))
            tables.push_back(query::makeLevelTable(source, cluster.id, *std::move(board)));
    }
    return tables;
}

bool isAlertNumber(SourceId source, FieldId field)
{
    return source == SourceId::Alerts && field == static_cast<FieldId>(query::AlertField::Id);
}

} // namespace

bool HistoryValues::has(SourceId source)
{
    return query::isRecordSource(source) || source == SourceId::Slo || source == SourceId::Domains
        || source == SourceId::Edges;
}

HistoryValues::HistoryValues(query::World &world, const Clock &clock)
    : m_world(world)
    , m_clock(clock)
{}

HistoryValues::~HistoryValues()
{
    m_stopping.request_stop();
}

// Numbers, newest first, with what they are called.
std::vector<HistoryValues::Value> HistoryValues::numbersOf(const std::vector<Alert> &alerts)
{
    std::vector<Value> numbers;
    for (const Alert &alert : alerts) {
        if (numbers.size() == kMostValues)
            break;
        numbers.push_back({.text = std::to_string(alert.id),
            .detail = alert.ruleName + ", " + alert.subject.text()});
    }
    return numbers;
}

HistoryValues::FieldValues HistoryValues::valuesOf(const Key &key) const
{
    const auto &[source, cluster] = key;
    const std::stop_token stop = m_stopping.get_token();
    std::vector<query::TablePtr> tables;
    std::vector<Value> numbers;
    if (source == SourceId::Alerts) {
        std::vector<Alert> alerts = alertsOf(m_world, {cluster}, stop);
        numbers = numbersOf(alerts);
        tables.push_back(query::makeAlertTable(std::move(alerts), m_world.now()));
    } else if (query::isRecordSource(source)) {
        tables = recordTables(m_world, source, {cluster}, stop);
    } else {
        tables = levelTables(m_world, source, {cluster}, stop);
    }
    FieldValues values;
    for (const query::FieldInfo &info : query::schemaOf(source).fields) {
        std::vector<Value> &known = values.emplace_back();
        if (stop.stop_requested() || info.type == FieldType::FullText)
            continue;
        for (auto &[text, rows] :
            query::countedValues(tables, {.field = info.field, .key = {}}, {}, kMostValues))
            known.push_back({.text = std::move(text), .detail = std::to_string(rows)});
    }
    if (source == SourceId::Alerts)
        values[static_cast<std::size_t>(query::AlertField::Id)] = std::move(numbers);
    return values;
}

void HistoryValues::read(const Key &key)
{
    FieldValues values = valuesOf(key);
    const std::scoped_lock lock(m_mutex);
    Entry &entry = m_entries[key];
    entry.values = std::move(values);
    entry.readAt = m_clock.elapsed();
    entry.isThere = true;
    entry.isReading = false;
    m_changed.notify_all();
}

void HistoryValues::makeRoom()
{
    while (m_entries.size() >= kMostEntries) {
        auto oldest = m_entries.end();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            const bool isOlder
                = oldest == m_entries.end() || entry->second.readAt < oldest->second.readAt;
            if (!entry->second.isReading && isOlder)
                oldest = entry;
        }
        if (oldest == m_entries.end())
            return;
        m_entries.erase(oldest);
    }
}

std::vector<query::Suggestion> HistoryValues::of(SourceId source, FieldId field,
    std::string_view prefix, std::size_t limit, const ClusterId &cluster)
{
    const Key key{source, cluster.value};
    std::unique_lock lock(m_mutex);
    if (!m_entries.contains(key))
        makeRoom();
    const auto isStale = [this](const Entry &entry) {
        return !entry.isThere || m_clock.elapsed() - entry.readAt > kFresh;
    };
    if (Entry &entry = m_entries[key]; !entry.isReading && isStale(entry)) {
        entry.isReading = true;
        m_reading.post([this, key] { read(key); });
    }
    // What is there is told at once, however old; half a minute late is better than nothing.
    m_changed.wait_for(lock, kWait, [this, &key] { return m_entries[key].isThere; });
    const Entry &entry = m_entries[key];
    std::vector<query::Suggestion> suggestions;
    if (static_cast<std::size_t>(field) >= entry.values.size())
        return suggestions;
    const bool isNumber = isAlertNumber(source, field);
    for (const Value &value : entry.values[static_cast<std::size_t>(field)]) {
        if (suggestions.size() == limit)
            break;
        if (query::startsWithIgnoringCase(value.text, prefix))
            suggestions.push_back({.text = isNumber ? value.text : query::quoteValue(value.text),
                .detail = value.detail});
    }
    return suggestions;
}

} // namespace binnacle::runtime
