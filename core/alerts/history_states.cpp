#include "core/alerts/history_sources.h"
#include "core/codec/gzip.h"
#include "core/codec/snapshot.h"
#include "core/query/execution/query_execution.h"
#include "core/store/snapshot_history.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace binnacle::alerts {

namespace {

Error unreadable(const Error &why)
{
    return withContext({ErrorCode::Corrupt, why.message}, "read a state that was kept");
}

Result<std::shared_ptr<const ClusterSnapshot>> readState(
    store::Connection &connection, const ClusterId &cluster, Timestamp at)
{
    auto record = store::snapshotAt(connection, cluster, at);
    if (!record)
        return record.error();
    if (!*record)
        return Error{ErrorCode::NotFound, "no state is kept from before then"};
    std::string body = std::move((*record)->body);
    if ((*record)->isGzip) {
        auto inflated = codec::inflateGzip(body);
        if (!inflated)
            return unreadable(inflated.error());
        body = *std::move(inflated);
    }
    auto decoded = codec::decodeSnapshot(body);
    if (!decoded)
        return unreadable(decoded.error());
    (*decoded)->cluster = cluster;
    (*decoded)->fetchedAt = (*record)->fetchedAt;
    (*decoded)->receivedAt = (*record)->fetchedAt;
    (*decoded)->summary = summarise(**decoded);
    return std::shared_ptr<const ClusterSnapshot>(*std::move(decoded));
}

// The estate as it was at one instant: states of clusters and nothing else.
class PastWorld final : public query::World
{
public:
    using States = std::map<ClusterId, std::shared_ptr<const ClusterSnapshot>>;

    PastWorld(const States &states, Timestamp now)
        : m_states(states)
        , m_now(now)
    {}

    Timestamp now() const override { return m_now; }
    std::vector<query::WorldCluster> clusters() const override
    {
        std::vector<query::WorldCluster> clusters;
        for (const auto &[id, snapshot] : m_states)
            clusters.push_back({.id = id, .name = id.value, .snapshot = snapshot});
        return clusters;
    }
    Result<std::shared_ptr<const ClusterSnapshot>> snapshotAt(
        const ClusterId &, Timestamp, const std::stop_token &) override
    {
        return notKept();
    }
    Result<std::vector<Timestamp>> snapshotTimes(
        const ClusterId &, const TimeRange &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<Events> events(
        const EventQuery &, const EventPageRequest &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<std::optional<std::int64_t>> countEvents(const EventQuery &,
        std::optional<std::chrono::microseconds>, const std::stop_token &) override
    {
        return notKept();
    }
    Result<EventGroups> groupEvents(
        const EventQuery &, EventField, const std::stop_token &) override
    {
        return notKept();
    }
    Result<std::optional<ClusterEvent>> firstEvent(
        const EventQuery &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<SloBoard> board(
        const ClusterId &, SloSubject::Kind, const TimeRange &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<MeshGraph> mesh(const ClusterId &, const TimeRange &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<std::vector<Alert>> alerts(const query::RecordQuery &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<std::vector<CommandRecord>> commands(
        const query::RecordQuery &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<std::vector<AuditEntry>> audit(
        const query::RecordQuery &, const std::stop_token &) override
    {
        return notKept();
    }
    Result<query::AlertLookUp> findAlert(std::int64_t, const std::stop_token &) override
    {
        return notKept();
    }

private:
    static Error notKept()
    {
        return {ErrorCode::InvalidArgument, "only states can be looked back at in a query"};
    }

    const States &m_states;
    Timestamp m_now;
};

// What a rule over a query asks, when past states can answer it.
Result<query::Query> askedOfStates(const Condition &condition, Timestamp now)
{
    const auto parsed = query::parseQuery(condition.query, now);
    if (!parsed)
        return Error{ErrorCode::InvalidArgument, parsed.error().message};
    if (!query::isStateSource(parsed->source) || parsed->time.kind != query::TimeScope::Kind::Now) {
        return Error{ErrorCode::InvalidArgument,
            "only queries over objects as they were can be looked back at; "
                + std::string(query::schemaOf(parsed->source).name) + " cannot"};
    }
    return *parsed;
}

// Whether past states can answer the condition at all.
Status checkStates(const Condition &condition, Timestamp at)
{
    if (condition.kind == ConditionKind::Resource && !query::isStateSource(condition.source))
        return Error{ErrorCode::InvalidArgument,
            std::string(query::schemaOf(condition.source).name)
                + " are not objects of a snapshot: write the rule as a query"};
    if (condition.kind != ConditionKind::Query)
        return Done{};
    const auto asked = askedOfStates(condition, at);
    return asked ? Status(Done{}) : Status(asked.error());
}

} // namespace

StateHistoryReadings::StateHistoryReadings(Question question)
    : HistoryReadings(std::move(question))
{}

Status StateHistoryReadings::lookAtObjects(
    std::shared_ptr<const ClusterSnapshot> snapshot, Moment &moment) const
{
    FieldSlots fields(condition().source);
    std::vector<ResourceFilter> filters;
    for (const Condition &variant : m_question.variants) {
        auto filter = ResourceFilter::compile(variant.where, fields);
        if (!filter)
            return filter.error();
        filters.push_back(*std::move(filter));
    }
    IndexedRows rows(
        query::makeStateTable(condition().source, momentOf(std::move(snapshot), moment.at)),
        fields);
    for (const ResourceFilter &filter : filters)
        moment.readings.push_back(resourceReadings(filter, rows));
    return Done{};
}

Status StateHistoryReadings::ask(Moment &moment)
{
    const auto asked = askedOfStates(condition(), moment.at);
    if (!asked)
        return asked.error();
    PastWorld world(m_states, moment.at);
    const query::QueryRequest request{.text = condition().query,
        .cluster = rule().cluster,
        .mayReadSensitive = true,
        .limits = {.time = std::chrono::minutes{1}}};
    const auto answer = query::QueryExecution(world).run(*asked, request, {});
    if (!answer)
        return answer.error();
    moment.cluster = rule().cluster;
    for (const Condition &variant : m_question.variants)
        moment.readings.push_back(queryReadings(variant, rule(), **answer));
    return Done{};
}

Status StateHistoryReadings::readMoment(store::Connection &connection, Moment &moment)
{
    auto snapshot = readState(connection, moment.cluster, moment.at);
    if (!snapshot)
        return snapshot.error();
    if (condition().kind == ConditionKind::Resource)
        return lookAtObjects(*std::move(snapshot), moment);
    m_states[moment.cluster] = *std::move(snapshot);
    return ask(moment);
}

Status StateHistoryReadings::read(
    store::Connection &connection, const std::stop_token &stop, const Progress &progress)
{
    const TimeRange &range = m_question.range;
    if (Status checked = checkStates(condition(), range.from); !checked)
        return checked;
    const auto clusters = clustersOf(connection, rule());
    if (!clusters)
        return clusters.error();
    for (const ClusterId &cluster : *clusters) {
        const auto times = store::snapshotTimes(connection, cluster, range);
        const auto oldest = store::oldestSnapshot(connection, cluster);
        if (!times)
            return times.error();
        if (!oldest)
            return oldest.error();
        if (isKnown(*oldest) && (!isKnown(m_dataSince) || *oldest < m_dataSince))
            m_dataSince = *oldest;
        // What was known when the range begins.
        if (isKnown(*oldest) && *oldest < range.from)
            m_moments.push_back({.at = range.from, .cluster = cluster});
        for (const Timestamp at : *times)
            m_moments.push_back({.at = at, .cluster = cluster});
    }
    std::ranges::sort(
        m_moments, {}, [](const Moment &moment) { return std::tie(moment.at, moment.cluster); });
    for (std::size_t i = 0; i < m_moments.size(); ++i) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "the backtest was cancelled"};
        if (Status read = readMoment(connection, m_moments[i]); !read)
            return read;
        if (progress)
            progress(i + 1, m_moments.size());
    }
    m_states.clear();
    return Done{};
}

void StateHistoryReadings::begun()
{
    m_next = 0;
    m_view = {};
}

Timestamp StateHistoryReadings::next(Timestamp at) const
{
    const auto found = std::ranges::upper_bound(m_moments, at, {}, &Moment::at);
    return found == m_moments.end() ? Timestamp{} : found->at;
}

std::optional<RuleReadings> StateHistoryReadings::at(Timestamp now)
{
    bool isNews = false;
    for (; m_next < m_moments.size() && m_moments[m_next].at <= now; ++m_next) {
        const Moment &moment = m_moments[m_next];
        isNews = m_view.put(moment.cluster, moment.readings[m_variant]) || isNews;
    }
    return isNews ? std::optional(m_view.whole(rule().id)) : std::nullopt;
}

} // namespace binnacle::alerts
