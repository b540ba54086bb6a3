#include "tests/support/fake_console.h"

#include "tests/support/event_match.h"

#include <QFuture>

#include <algorithm>
#include <chrono>

namespace binnacle::fake {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

EventField fieldNamed(const QString &name, bool &isKnownField)
{
    static const QHash<QString, EventField> fields{{u"cluster"_s, EventField::Cluster},
        {u"type"_s, EventField::Type}, {u"reason"_s, EventField::Reason},
        {u"message"_s, EventField::Message}, {u"kind"_s, EventField::Kind},
        {u"namespace"_s, EventField::Namespace}, {u"name"_s, EventField::Name},
        {u"node"_s, EventField::Node}, {u"source"_s, EventField::Source}};
    isKnownField = fields.contains(name);
    return fields.value(name, EventField::Text);
}

bool holds(const Predicate &predicate, const ClusterEvent &event)
{
    const auto child = [&](const PredicatePtr &one) { return holds(*one, event); };
    switch (predicate.kind) {
    case Predicate::Kind::And:
        return std::ranges::all_of(predicate.children, child);
    case Predicate::Kind::Or:
        return std::ranges::any_of(predicate.children, child);
    case Predicate::Kind::Not:
        return !child(predicate.children.front());
    case Predicate::Kind::Compare:
        break;
    }
    if (predicate.values.empty())
        return true;
    const std::string &value = predicate.values.front();
    switch (predicate.op) {
    case CompareOp::Equal:
        return test::textOf(event, predicate.eventField()) == value;
    case CompareOp::NotEqual:
        return test::textOf(event, predicate.eventField()) != value;
    case CompareOp::In:
        return std::ranges::find(predicate.values, test::textOf(event, predicate.eventField()))
            != predicate.values.end();
    default:
        return QString::fromStdString(event.reason + ' ' + event.message)
            .contains(QString::fromStdString(value), Qt::CaseInsensitive);
    }
}

bool isInScope(const ClusterEvent &event, const ScopedObject &scope)
{
    if (scope.scope == EventScope::Node)
        return event.host == scope.object.name || event.involved == scope.object;
    if (scope.scope == EventScope::WorkloadTree)
        return event.involved.ns == scope.object.ns
            && event.involved.name.starts_with(scope.object.name);
    return event.involved == scope.object;
}

console::FilterCheck unknownField(const QString &name, qsizetype offset)
{
    return {.state = console::FilterCheck::State::Invalid,
        .predicate = {},
        .normalised = {},
        .offset = offset,
        .length = name.size(),
        .message = u"unknown field \"%1\""_s.arg(name),
        .suggestion = u"reason"_s};
}

console::FilterCheck missingValue(qsizetype offset)
{
    return {.state = console::FilterCheck::State::Incomplete,
        .predicate = {},
        .normalised = {},
        .offset = offset,
        .length = 0,
        .message = u"a value is missing"_s,
        .suggestion = {}};
}

console::EventIndexRow indexRow(const ClusterEvent &event)
{
    return {.lastMs = toEpochMs(event.last),
        .idAndType = event.id * 2 + (event.type == EventType::Warning ? 1 : 0)};
}

} // namespace

EventFeed::EventFeed(Timestamp now)
    : m_events(makeEvents(isKnown(now) ? now
                                       : std::chrono::time_point_cast<std::chrono::milliseconds>(
                                           std::chrono::system_clock::now()),
        500))
{}

template<typename T>
console::Answer<T> EventFeed::answer(T value)
{
    ++m_questions;
    using Reply = Result<std::shared_ptr<const T>>;
    if (m_error)
        return QtFuture::makeReadyFuture(Reply(*m_error));
    return QtFuture::makeReadyFuture(Reply(std::make_shared<const T>(std::move(value))));
}

console::Events EventFeed::matches(const EventQuery &query)
{
    console::Events result;
    std::ranges::copy_if(m_events, std::back_inserter(result), [&](const ClusterEvent &event) {
        return (!query.cluster || *query.cluster == event.cluster)
            && (!query.lastSeen || query.lastSeen->contains(event.last))
            && (!query.scope || isInScope(event, *query.scope))
            && (!query.where || holds(*query.where, event));
    });
    return result;
}

console::Answer<console::Events> EventFeed::page(
    const EventQuery &query, const EventPageRequest &page)
{
    console::Events result;
    for (ClusterEvent &event : matches(query)) {
        const EventKey key{toEpochMs(event.last), event.id};
        if (key < page.before && static_cast<int>(result.size()) < page.limit)
            result.push_back(std::move(event));
    }
    return answer(std::move(result));
}

console::Answer<console::EventIndex> EventFeed::index(const EventQuery &query, std::stop_token)
{
    console::EventIndex result;
    for (const ClusterEvent &event : matches(query))
        result.push_back(indexRow(event));
    return answer(std::move(result));
}

console::Answer<console::Events> EventFeed::events(std::vector<EventRowId> ids)
{
    console::Events result;
    for (const EventRowId id : ids) {
        const auto found = std::ranges::find(m_events, id, &ClusterEvent::id);
        if (found != m_events.end())
            result.push_back(*found);
    }
    return answer(std::move(result));
}

console::Answer<console::EventContext> EventFeed::context(EventRowId id)
{
    const auto found = std::ranges::find(m_events, id, &ClusterEvent::id);
    if (found == m_events.end()) {
        ++m_questions;
        return QtFuture::makeReadyFuture(Result<std::shared_ptr<const console::EventContext>>(
            Error{.code = ErrorCode::NotFound, .message = "no event has this number"}));
    }
    console::EventContext result;
    result.event = *found;
    result.ownership
        = {{.object = {.kind = "StatefulSet", .ns = found->involved.ns, .name = "payments-db"},
               .depth = 0,
               .events = 3,
               .warnings = 0},
            {.object = found->involved, .depth = 1, .events = 9, .warnings = 9, .isSelf = true},
            {.object = {.kind = "Node", .ns = {}, .name = found->host},
                .depth = 2,
                .events = 14,
                .warnings = 14}};
    const TimeRange around{found->last - 120s, found->last + 120s};
    result.around = matches({.cluster = found->cluster, .lastSeen = around});
    std::ranges::reverse(result.around);
    result.aroundTotal = std::ssize(result.around);
    if (found->type == EventType::Warning)
        result.state = {{"phase", "CrashLoopBackOff"}, {"restarts", "5"}, {"node", found->host},
            {"image", "postgres:15.8"}};
    return answer(std::move(result));
}

console::Answer<std::vector<console::ClusterBars>> EventFeed::histogram(
    const EventQuery &query, TimeRange range, Duration bucket)
{
    std::vector<console::ClusterBars> result;
    const std::int64_t width = std::max<std::int64_t>(bucket.count(), 1);
    const std::int64_t first = toEpochMs(range.from) / width;
    const std::int64_t last = (toEpochMs(range.to) - 1) / width;
    for (const ClusterEvent &event : matches(query)) {
        if (!range.contains(event.last))
            continue;
        auto bars = std::ranges::find(result, event.cluster, &console::ClusterBars::cluster);
        if (bars == result.end()) {
            result.push_back({.cluster = event.cluster, .bucket = bucket, .bars = {}});
            bars = result.end() - 1;
            for (std::int64_t i = first; i <= last; ++i)
                bars->bars.push_back({.start = fromEpochMs(i * width)});
        }
        auto &bar = bars->bars[static_cast<std::size_t>(toEpochMs(event.last) / width - first)];
        ++(event.type == EventType::Warning ? bar.warnings : bar.normal);
    }
    return answer(std::move(result));
}

console::Answer<console::Timeline> EventFeed::timeline(const ClusterId &cluster, TimeRange range)
{
    console::Timeline result{.range = range, .lanes = {}, .likelyStart = {}, .likelyCause = {}};
    EventQuery query{.lastSeen = range};
    if (!cluster.isEmpty())
        query.cluster = cluster;
    const auto lane = [&](console::LaneKind kind, const std::string &name) -> auto &
    {
        const auto found = std::ranges::find_if(result.lanes,
            [&](const console::TimelineLane &one) { return one.kind == kind && one.name == name; });
        if (found != result.lanes.end())
            return *found;
        return result.lanes.emplace_back(
            console::TimelineLane{.kind = kind, .name = name, .marks = {}});
    };
    console::Events events = matches(query);
    std::ranges::reverse(events);
    for (const ClusterEvent &event : events) {
        console::TimelineMark mark{.from = event.last, .to = event.last, .event = event.id};
        mark.label = event.reason + ' ' + event.involved.name;
        mark.count = event.count;
        if (event.involved.kind == "Node") {
            mark.critical = true;
            lane(console::LaneKind::Nodes, {}).marks.push_back(mark);
        } else if (event.reason == "ScalingReplicaSet") {
            mark.to = mark.from + 60s;
            lane(console::LaneKind::Deploys, {}).marks.push_back(mark);
        } else if (event.type == EventType::Warning) {
            lane(console::LaneKind::NamespaceWarnings, event.involved.ns).marks.push_back(mark);
        }
    }
    std::ranges::sort(result.lanes, {},
        [](const console::TimelineLane &one) { return std::pair(one.kind, one.name); });
    if (!events.empty()) {
        result.likelyStart = std::max(range.from, events.back().last - 40min);
        result.likelyCause = "Node node-5: NodeHasDiskPressure";
    }
    return answer(std::move(result));
}

console::FilterCheck EventFeed::check(const QString &filter) const
{
    console::FilterCheck result;
    std::vector<PredicatePtr> parts;
    QStringList normalised;
    qsizetype offset = 0;
    for (const QString &part : filter.split(u" and "_s)) {
        const QString text = part.trimmed();
        const qsizetype equals = text.indexOf(u'=');
        if (text.isEmpty() && filter.trimmed().isEmpty())
            return result;
        if (equals < 0 && !text.isEmpty()) {
            parts.push_back(compare(EventField::Text, CompareOp::Contains, text.toStdString()));
            normalised << text;
        } else {
            const QString name = text.left(equals).trimmed();
            const QString value = text.mid(equals + 1).trimmed().remove(u'"');
            bool isKnownField = false;
            const EventField field = fieldNamed(name, isKnownField);
            if (text.isEmpty() || value.isEmpty() || !isKnownField) {
                return !text.isEmpty() && !isKnownField ? unknownField(name, offset)
                                                        : missingValue(filter.size());
            }
            parts.push_back(compare(field, CompareOp::Equal, value.toStdString()));
            normalised << comparison(field, CompareOp::Equal, value);
        }
        offset += part.size() + 5;
    }
    result.predicate = allOf(std::move(parts));
    result.normalised = normalised.join(u" and "_s);
    return result;
}

QFuture<Result<console::FilterCompletion>> EventFeed::complete(
    const QString &filter, qsizetype cursor)
{
    const qsizetype from = filter.left(cursor).lastIndexOf(u' ') + 1;
    const QString word = filter.mid(from, cursor - from);
    console::FilterCompletion result{.offset = from, .length = word.size(), .suggestions = {}};
    for (const char *name : {"cluster", "kind", "name", "namespace", "reason", "type"}) {
        const QString field = QString::fromLatin1(name);
        if (!word.isEmpty() && field.startsWith(word) && field != word)
            result.suggestions.push_back({.text = field, .detail = u"field"_s});
    }
    return QtFuture::makeReadyFuture(Result<console::FilterCompletion>(result));
}

QString EventFeed::comparison(EventField field, CompareOp op, const QString &value) const
{
    const std::string_view name = eventFieldName(field);
    return u"%1 %2 \"%3\""_s.arg(
        QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
        op == CompareOp::NotEqual ? u"!="_s : u"="_s, value);
}

Result<console::TimeSelectionView> EventFeed::timeSelection(const QString &text) const
{
    const QString trimmed = text.trimmed();
    const auto length = parseDuration(trimmed.mid(trimmed.startsWith(u'-') ? 1 : 0).toStdString());
    if (!length || *length == Duration::zero())
        return Error{.code = ErrorCode::InvalidArgument,
            .message
            = "not a time range: \"" + text.toStdString() + "\"; try -15m or 03:00..04:00"};
    return console::TimeSelectionView{.range = {}, .moving = *length};
}

QString EventFeed::copyText(const console::Events &events, CopyFormat) const
{
    QStringList lines;
    for (const ClusterEvent &event : events)
        lines << QString::fromStdString(event.reason + '\t' + event.message);
    return lines.join(u'\n');
}

void EventFeed::add(ClusterEvent event)
{
    event.id = static_cast<EventRowId>(m_events.size() + 1);
    m_events.insert(m_events.begin(), std::move(event));
    emit stored(1, 0);
}

void TaskBoard::cancel(std::uint64_t task)
{
    for (console::TaskView &one : m_tasks) {
        if (one.id == task)
            one.state = console::TaskState::Cancelled;
    }
    emit changed();
}

void TaskBoard::markSeen()
{
    for (console::TaskView &one : m_tasks)
        one.seen = true;
    emit changed();
}

void TaskBoard::publish(std::vector<console::TaskView> tasks)
{
    m_tasks = std::move(tasks);
    emit changed();
}

std::uint64_t TransferDesk::exportEvents(const EventQuery &, const QString &path, Format)
{
    exported << path;
    return static_cast<std::uint64_t>(exported.size());
}

std::uint64_t TransferDesk::importFiles(const QStringList &paths)
{
    imported << paths;
    return static_cast<std::uint64_t>(imported.size());
}

} // namespace binnacle::fake
