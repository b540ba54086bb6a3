#include "core/runtime/console/store_event_feed.h"

#include "core/codec/event_export.h"
#include "core/codec/resource_state.h"
#include "core/query/completion.h"
#include "core/query/filter_parser.h"
#include "core/query/filter_printer.h"
#include "core/query/time_expression.h"
#include "core/runtime/console/answering.h"
#include "core/runtime/console/timeline_reader.h"
#include "core/store/event_repository.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

namespace binnacle::runtime {

namespace {

using console::Answer;

constexpr int kAnnounceMs = 200; // at most five times a second
constexpr int kOwnershipNodes = 40;
constexpr int kAroundEachSide = 12;
constexpr Duration kAroundSpan{15 * 60'000};
constexpr int kSuggestedValues = 12;

std::vector<console::OwnershipRow> ownershipOf(
    store::EventReader &reader, const ClusterEvent &event)
{
    std::vector<console::OwnershipRow> rows;
    // The tree is a help, not the answer: without it the rest of the inspector still shows.
    const auto nodes = reader.ownership(event.cluster, event.involved, kOwnershipNodes);
    if (!nodes)
        return rows;
    for (const store::OwnershipNode &node : *nodes)
        rows.push_back({.object = node.object,
            .depth = node.depth,
            .events = node.events.total,
            .warnings = node.events.warnings,
            .isSelf = node.object == event.involved});
    return rows;
}

// Some before the moment and some after it, oldest first, and how many there are in all.
Status addAround(store::EventReader &reader, console::EventContext &context)
{
    const ClusterEvent &event = context.event;
    const EventKey key{toEpochMs(event.last), event.id};
    const TimeRange window{event.last - kAroundSpan, event.last + kAroundSpan};
    const EventQuery query{.cluster = event.cluster, .lastSeen = window};
    auto around
        = reader.page(query, {.before = {key.lastMs, key.id + 1}, .limit = kAroundEachSide + 1});
    if (!around)
        return around.error();
    auto after = reader.following(event.cluster, key, window.to, kAroundEachSide);
    if (!after)
        return after.error();
    const auto count = reader.count(query, {});
    if (!count)
        return count.error();
    std::ranges::reverse(*around);
    std::ranges::move(*after, std::back_inserter(*around));
    context.around = *std::move(around);
    context.aroundTotal = count->total;
    return Done{};
}

std::vector<console::StateLine> linesOf(const std::string &json)
{
    std::vector<console::StateLine> lines;
    for (codec::StateLine &line : codec::describeResourceState(json))
        lines.push_back({.key = std::move(line.key), .value = std::move(line.value)});
    return lines;
}

Result<console::EventContext> readContext(
    store::Connection &connection, EventRowId id, const hub::HubState &state)
{
    store::EventReader reader(connection);
    const std::array<EventRowId, 1> ids{id};
    auto found = reader.byId(ids);
    if (!found)
        return found.error();
    if (found->empty())
        return Error{ErrorCode::NotFound, "this event is no longer kept: retention removed it"};
    console::EventContext context{.event = std::move(found->front())};
    context.ownership = ownershipOf(reader, context.event);
    if (const Status added = addAround(reader, context); !added)
        return added.error();
    const auto stored = reader.resourceState(id);
    if (!stored)
        return stored.error();
    if (*stored) {
        context.state = linesOf(**stored);
    } else if (const auto snapshot = hub::snapshotOf(state, context.event.cluster)) {
        context.state = linesOf(codec::encodeResourceState(*snapshot, context.event.involved));
        context.stateIsLive = true;
    }
    return context;
}

// Fills the gaps between the buckets that have events.
std::vector<console::ClusterBars> gapless(
    const std::vector<store::EventBucket> &buckets, TimeRange range, Duration width)
{
    const auto aligned = [width](Timestamp at) {
        return fromEpochMs(toEpochMs(at) / width.count() * width.count());
    };
    const Timestamp start = aligned(range.from);
    const auto count = static_cast<std::size_t>((range.to - start + width - Duration{1}) / width);
    std::map<ClusterId, console::ClusterBars> byCluster;
    for (const store::EventBucket &bucket : buckets) {
        console::ClusterBars &bars = byCluster[bucket.cluster];
        if (bars.bars.empty()) {
            bars = {.cluster = bucket.cluster, .bucket = width, .bars = {}};
            bars.bars.resize(count);
            for (std::size_t i = 0; i < count; ++i)
                bars.bars[i].start = start + width * static_cast<std::int64_t>(i);
        }
        const auto at = static_cast<std::size_t>((bucket.start - start) / width);
        if (bucket.start >= start && at < count) {
            bars.bars[at].normal = bucket.normal;
            bars.bars[at].warnings = bucket.warnings;
        }
    }
    std::vector<console::ClusterBars> all;
    for (auto &[cluster, bars] : byCluster)
        all.push_back(std::move(bars));
    return all;
}

// Offsets of the language are UTF-8 bytes, those of Qt's line edits UTF-16 units.
qsizetype utf16Offset(std::string_view text, std::size_t bytes)
{
    const auto cut = static_cast<qsizetype>(std::min(bytes, text.size()));
    return QString::fromUtf8(text.data(), cut).size();
}

console::FilterCompletion toView(const query::Completion &completion, std::string_view text)
{
    console::FilterCompletion view;
    view.offset = utf16Offset(text, completion.offset);
    view.length = utf16Offset(text, completion.offset + completion.length) - view.offset;
    for (const query::Suggestion &suggestion : completion.suggestions)
        view.suggestions.push_back({.text = QString::fromStdString(suggestion.text),
            .detail = QString::fromStdString(suggestion.detail)});
    return view;
}

// Live values for completion, from the store.
query::ValueSource valuesFrom(store::EventReader &reader)
{
    return [&reader](std::string_view fieldName, std::string_view prefix) {
        std::vector<query::Suggestion> suggestions;
        for (int i = 0; i <= static_cast<int>(EventField::Text); ++i) {
            const auto field = static_cast<EventField>(i);
            if (eventFieldName(field) != fieldName)
                continue;
            // No suggestions is a fine answer to a failing store; the filter itself reports it.
            const auto values = reader.values(field, std::string(prefix), kSuggestedValues);
            for (std::size_t v = 0; values && v < values->size(); ++v)
                suggestions.push_back({.text = query::quoteValue((*values)[v].value),
                    .detail = std::to_string((*values)[v].events)});
        }
        return suggestions;
    };
}

} // namespace

StoreEventFeed::StoreEventFeed(Runtime &runtime, QObject *parent)
    : EventFeed(parent)
    , m_runtime(runtime)
{
    m_listening = m_runtime.eventsStored().add([this](const store::SyncOutcome &outcome) {
        m_inserted += static_cast<std::int64_t>(outcome.inserted.size());
        m_updated += static_cast<std::int64_t>(outcome.updated.size());
        m_any = true;
    });
    m_announce.setInterval(kAnnounceMs);
    connect(&m_announce, &QTimer::timeout, this, &StoreEventFeed::announce);
    m_announce.start();
}

void StoreEventFeed::announce()
{
    if (!m_any.exchange(false))
        return;
    const std::int64_t inserted = m_inserted.exchange(0);
    const std::int64_t updated = m_updated.exchange(0);
    emit stored(inserted, updated);
}

Answer<console::Events> StoreEventFeed::page(const EventQuery &query, const EventPageRequest &page)
{
    return answer<console::Events>(
        m_runtime.workspace().readers(), [query, page](store::Connection &connection) {
            return store::EventReader(connection).page(query, page);
        });
}

Answer<console::EventIndex> StoreEventFeed::index(const EventQuery &query, std::stop_token stop)
{
    return answer<console::EventIndex>(m_runtime.workspace().readers(),
        [query, stop = std::move(stop)](
            store::Connection &connection) -> Result<console::EventIndex> {
            auto found = store::EventReader(connection).index(query, stop);
            if (!found)
                return found.error();
            console::EventIndex rows(found->size());
            std::ranges::transform(*found, rows.begin(), [](const store::EventIndexEntry &entry) {
                return console::EventIndexRow{.lastMs = entry.lastMs, .idAndType = entry.idAndType};
            });
            return rows;
        });
}

Answer<console::Events> StoreEventFeed::events(std::vector<EventRowId> ids)
{
    return answer<console::Events>(
        m_runtime.workspace().readers(), [ids = std::move(ids)](store::Connection &connection) {
            return store::EventReader(connection).byId(ids);
        });
}

Answer<console::EventContext> StoreEventFeed::context(EventRowId id)
{
    return answer<console::EventContext>(m_runtime.workspace().readers(),
        [id, state = m_runtime.hub().state()](
            store::Connection &connection) { return readContext(connection, id, *state); });
}

Answer<std::vector<console::ClusterBars>> StoreEventFeed::histogram(
    const EventQuery &query, TimeRange range, Duration bucket)
{
    EventQuery ranged = query;
    ranged.lastSeen = range;
    return answer<std::vector<console::ClusterBars>>(m_runtime.workspace().readers(),
        [ranged, range, bucket](
            store::Connection &connection) -> Result<std::vector<console::ClusterBars>> {
            const auto buckets = store::EventReader(connection).histogram(ranged, bucket, {});
            if (!buckets)
                return buckets.error();
            return gapless(*buckets, range, bucket);
        });
}

Answer<console::Timeline> StoreEventFeed::timeline(const ClusterId &cluster, TimeRange range)
{
    return answer<console::Timeline>(
        m_runtime.workspace().readers(), [cluster, range](store::Connection &connection) {
            return readTimeline(connection, cluster, range);
        });
}

console::FilterCheck StoreEventFeed::check(const QString &filter) const
{
    const std::string text = filter.toStdString();
    const auto parsed = query::parseFilter(text, m_runtime.clock().now());
    console::FilterCheck check;
    if (parsed) {
        check.predicate = *parsed;
        check.normalised = QString::fromStdString(query::printFilter(*parsed));
        return check;
    }
    const query::FilterError &error = parsed.error();
    check.state = error.incomplete ? console::FilterCheck::State::Incomplete
                                   : console::FilterCheck::State::Invalid;
    check.offset = utf16Offset(text, error.offset);
    check.length = utf16Offset(text, error.offset + error.length) - check.offset;
    check.message = QString::fromStdString(error.message);
    check.suggestion = QString::fromStdString(error.suggestion);
    return check;
}

QFuture<Result<console::FilterCompletion>> StoreEventFeed::complete(
    const QString &filter, qsizetype cursor)
{
    using Given = Result<console::FilterCompletion>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    const std::string text = filter.toStdString();
    const std::size_t at = filter.first(std::min(cursor, filter.size())).toUtf8().size();
    m_runtime.workspace().readers().post(
        [promise, text, at](store::Connection &connection) {
            store::EventReader reader(connection);
            promise->addResult(
                Given(toView(query::completeFilter(text, at, valuesFrom(reader)), text)));
            promise->finish();
        },
        [promise](const Error &error) {
            promise->addResult(Given(error));
            promise->finish();
        });
    return promise->future();
}

QString StoreEventFeed::comparison(EventField field, CompareOp op, const QString &value) const
{
    return QString::fromStdString(query::printFilter(compare(field, op, value.toStdString())));
}

Result<console::TimeSelectionView> StoreEventFeed::timeSelection(const QString &text) const
{
    const std::chrono::minutes offset{QDateTime::currentDateTime().offsetFromUtc() / 60};
    const auto selection
        = query::parseTimeSelection(text.toStdString(), m_runtime.clock().now(), offset);
    if (!selection)
        return selection.error();
    return console::TimeSelectionView{
        .range = selection->range, .moving = selection->moving, .instant = selection->instant};
}

QString StoreEventFeed::copyText(const console::Events &events, CopyFormat format) const
{
    std::string text;
    switch (format) {
    case CopyFormat::Tsv:
        text = codec::eventsAsTsv(events);
        break;
    case CopyFormat::Json:
        for (const ClusterEvent &event : events)
            text += codec::eventAsJson(event) + '\n';
        break;
    case CopyFormat::Kubectl:
        for (const ClusterEvent &event : events)
            text += codec::eventAsKubectl(event) + '\n';
        break;
    }
    return QString::fromStdString(text);
}

} // namespace binnacle::runtime
