#include "fake_feeds.h"

#include "tests/support/event_match.h"
#include "ui/events/event_row_map.h"

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

bool holds(const PredicatePtr &predicate, const ClusterEvent &event)
{
    if (!predicate)
        return true;
    const auto holdsHere = [&](const PredicatePtr &child) { return holds(child, event); };
    switch (predicate->kind) {
    case Predicate::Kind::And:
        return std::ranges::all_of(predicate->children, holdsHere);
    case Predicate::Kind::Or:
        return std::ranges::any_of(predicate->children, holdsHere);
    case Predicate::Kind::Not:
        return !holds(predicate->children.front(), event);
    case Predicate::Kind::Compare:
        break;
    }
    const std::string value = test::textOf(event, predicate->eventField());
    const bool isIn = std::ranges::find(predicate->values, value) != predicate->values.end();
    return isIn != (predicate->op == CompareOp::NotEqual);
}

bool isInScope(const ScopedObject &scope, const ClusterEvent &event)
{
    switch (scope.scope) {
    case EventScope::Object:
        return event.involved == scope.object;
    case EventScope::WorkloadTree:
        return event.involved.ns == scope.object.ns
            && event.involved.name.starts_with(scope.object.name);
    case EventScope::Node:
        return event.host == scope.object.name || event.involved == scope.object;
    }
    return false;
}

template<typename T>
QFuture<T> readyFuture(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace

template<typename T>
console::Answer<T> FakeEventFeed::ask(Questions<T> &questions, T answer)
{
    Question<T> &question = questions.emplace_back();
    question.promise.start();
    question.answer = std::make_shared<const T>(std::move(answer));
    const auto future = question.promise.future();
    if (!isManual)
        question.reply();
    return future;
}

const ClusterEvent *FakeEventFeed::find(EventRowId id) const
{
    const auto found = std::ranges::find(history, id, &ClusterEvent::id);
    return found == history.end() ? nullptr : &*found;
}

console::Events FakeEventFeed::matching(const EventQuery &query) const
{
    console::Events matches;
    for (const ClusterEvent &event : history) {
        if ((!query.cluster || *query.cluster == event.cluster)
            && (!query.lastSeen || query.lastSeen->contains(event.last))
            && (!query.scope || isInScope(*query.scope, event)) && holds(query.where, event))
            matches.push_back(event);
    }
    std::ranges::sort(matches, std::greater(), [](const ClusterEvent &e) { return keyOf(e); });
    return matches;
}

console::Answer<console::Events> FakeEventFeed::page(
    const EventQuery &query, const EventPageRequest &page)
{
    queries.push_back(query);
    console::Events matches = matching(query);
    std::erase_if(matches, [&](const ClusterEvent &e) { return keyOf(e) >= page.before; });
    if (matches.size() > static_cast<std::size_t>(page.limit))
        matches.resize(static_cast<std::size_t>(page.limit));
    return ask(pages, std::move(matches));
}

console::Answer<console::EventIndex> FakeEventFeed::index(
    const EventQuery &query, std::stop_token stop)
{
    stops.push_back(std::move(stop));
    console::EventIndex rows;
    for (const ClusterEvent &event : matching(query))
        rows.push_back(indexRowOf(event));
    return ask(indexes, std::move(rows));
}

console::Answer<console::Events> FakeEventFeed::events(std::vector<EventRowId> ids)
{
    asked.push_back(ids);
    console::Events found;
    for (const EventRowId id : ids) {
        if (const ClusterEvent *event = find(id))
            found.push_back(*event);
    }
    return ask(texts, std::move(found));
}

console::Answer<console::EventContext> FakeEventFeed::context(EventRowId id)
{
    console::EventContext context;
    if (const ClusterEvent *event = find(id)) {
        context.event = *event;
        context.ownership = ownership;
        context.around = matching({.lastSeen
            = TimeRange{event->last - Duration{600'000}, event->last + Duration{600'000}}});
        std::ranges::reverse(context.around);
        context.aroundTotal = std::ssize(context.around) + aroundUnread;
        context.state = state;
    }
    return ask(contexts, std::move(context));
}

console::Answer<std::vector<console::ClusterBars>> FakeEventFeed::histogram(
    const EventQuery &query, TimeRange range, Duration bucket)
{
    console::ClusterBars bars{.bucket = bucket};
    const auto first = toEpochMs(range.from) / bucket.count() * bucket.count();
    for (auto at = first; at < toEpochMs(range.to); at += bucket.count())
        bars.bars.push_back({fromEpochMs(at), 0, 0});
    for (const ClusterEvent &event : matching(query)) {
        const auto bar = (toEpochMs(event.last) - first) / bucket.count();
        if (bar < 0 || bar >= std::ssize(bars.bars))
            continue;
        console::EventBar &into = bars.bars[static_cast<std::size_t>(bar)];
        ++(event.type == EventType::Warning ? into.warnings : into.normal);
    }
    return ask(histograms, {bars});
}

console::Answer<console::Timeline> FakeEventFeed::timeline(const ClusterId &, TimeRange)
{
    return readyFuture(Result(std::make_shared<const console::Timeline>()));
}

// Knows "reason = X", joined by " and ", each possibly "not (…)": enough for the view.
console::FilterCheck FakeEventFeed::check(const QString &filter) const
{
    console::FilterCheck check;
    check.normalised = filter;
    std::vector<PredicatePtr> terms;
    for (QString term : filter.split(u" and "_s, Qt::SkipEmptyParts)) {
        term.remove(u'(').remove(u')');
        const bool isNegated = term.startsWith(u"not "_s);
        const QStringList sides = term.mid(isNegated ? 4 : 0).split(u" = "_s);
        const std::map<QString, EventField> fields{{u"reason"_s, EventField::Reason},
            {u"namespace"_s, EventField::Namespace}, {u"kind"_s, EventField::Kind},
            {u"object"_s, EventField::Name}};
        if (sides.size() != 2 || !fields.contains(sides[0])) {
            check.state = console::FilterCheck::State::Invalid;
            check.message = u"unknown field"_s;
            return check;
        }
        PredicatePtr term1 = compare(
            fields.at(sides[0]), CompareOp::Equal, QString(sides[1]).remove(u'"').toStdString());
        terms.push_back(isNegated ? negate(term1) : term1);
    }
    if (terms.size() == 1)
        check.predicate = terms.front();
    else if (!terms.empty())
        check.predicate = allOf(std::move(terms));
    return check;
}

QFuture<Result<console::FilterCompletion>> FakeEventFeed::complete(const QString &, qsizetype)
{
    return readyFuture(Result(console::FilterCompletion{}));
}

QString FakeEventFeed::comparison(EventField field, CompareOp op, const QString &value) const
{
    const QString name = field == EventField::Name
        ? u"object"_s
        : QString::fromStdString(std::string(eventFieldName(field)));
    return name + (op == CompareOp::NotEqual ? u" != \""_s : u" = \""_s) + value + u'"';
}

Result<console::TimeSelectionView> FakeEventFeed::timeSelection(const QString &) const
{
    return console::TimeSelectionView{};
}

QString FakeEventFeed::copyText(const console::Events &events, CopyFormat format) const
{
    QStringList lines;
    for (const ClusterEvent &event : events)
        lines.append(QString::number(event.id) + u'\t' + QString::fromStdString(event.reason));
    const QStringList names{u"json"_s, u"tsv"_s, u"kubectl"_s};
    return names[static_cast<int>(format)] + u'\n' + lines.join(u'\n');
}

console::Answer<ClusterSnapshot> FakeEstateFeed::snapshotAt(const ClusterId &, Timestamp)
{
    using Given = Result<std::shared_ptr<const ClusterSnapshot>>;
    return readyFuture(Given(Error{ErrorCode::NotFound, "nothing that old is kept"}));
}

console::Answer<console::PastContact> FakeEstateFeed::contactAt(const ClusterId &, Timestamp)
{
    using Given = Result<std::shared_ptr<const console::PastContact>>;
    return readyFuture(Given(std::make_shared<const console::PastContact>()));
}

console::Answer<std::string> FakeEstateFeed::objectJson(
    const ClusterId &, const ResourceRef &object)
{
    objectsAsked.push_back(object);
    return readyFuture(
        Result(std::make_shared<const std::string>("{\n    \"name\": \"" + object.name + "\"\n}")));
}

QFuture<Status> FakeEstateFeed::renameCluster(const ClusterId &, const QString &, Environment)
{
    return readyFuture(Status(Done{}));
}

QFuture<Status> FakeEstateFeed::removeCluster(const ClusterId &)
{
    return readyFuture(Status(Done{}));
}

console::Events makeHistory(int count, Timestamp newest)
{
    console::Events history;
    for (int i = 0; i < count; ++i) {
        ClusterEvent event;
        event.id = count - i;
        event.cluster.value = "prod-eu";
        event.uid = "uid-" + std::to_string(event.id);
        event.type = i % 3 == 0 ? EventType::Warning : EventType::Normal;
        event.reason = i % 3 == 0 ? "BackOff" : "Pulled";
        event.message = "message " + std::to_string(event.id);
        event.component = "kubelet";
        event.host = "node-" + std::to_string(i % 7);
        event.involved = {"Pod", "shop", "pod-" + std::to_string(i % 50)};
        event.last = newest - Duration{1000} * (i + 1);
        event.first = event.last - Duration{60'000};
        event.count = 1 + i % 9;
        history.push_back(event);
    }
    return history;
}

console::Events makeIncident(Timestamp newest)
{
    struct Line
    {
        bool isWarning;
        const char *reason;
        ResourceRef object;
        const char *message;
    };
    const std::vector<Line> lines{
        {true, "Unhealthy", {"Pod", "shop", "checkout-6d8f7c9b5-x2k4p"},
            "Readiness probe failed: HTTP probe failed with statuscode: 503"},
        {true, "BackOff", {"Pod", "data", "payments-db-0"},
            "Back-off restarting failed container postgres in pod payments-db-0_data(c4f1)"},
        {true, "FailedMount", {"Pod", "data", "payments-db-0"},
            "MountVolume.SetUp failed for volume \"wal\": rpc error: code = Internal desc = no "
            "space left on device"},
        {false, "ScalingReplicaSet", {"Deployment", "shop", "checkout"},
            "Scaled up replica set checkout-6d8f7c9b5 to 6 from 4"},
        {true, "NodeHasDiskPressure", {"Node", "", "node-5"},
            "Node node-5 status is now: NodeHasDiskPressure"},
        {true, "Evicted", {"Pod", "ml", "recommender-0"},
            "The node was low on resource: ephemeral-storage. Threshold quantity: 10%"},
        {false, "Pulled", {"Pod", "pay", "fraud-check-7f9c-9wz2l"},
            "Successfully pulled image \"fraud-check:1.4.0\" in 2.1s"},
        {false, "Scheduled", {"Pod", "pay", "fraud-check-7f9c-9wz2l"},
            "Successfully assigned pay/fraud-check-7f9c-9wz2l to node-5"},
        {true, "Unhealthy", {"Pod", "pay", "payments-5f6d7-8hj2s"},
            "Liveness probe failed: Get \"http://10.2.3.9:8080/healthz\": context deadline "
            "exceeded"},
    };
    console::Events history;
    for (int i = 0; i < 900; ++i) {
        const Line &line = lines[static_cast<std::size_t>(i) % lines.size()];
        ClusterEvent event;
        event.id = 900 - i;
        event.cluster.value = i % 4 == 0 ? "staging-us" : "prod-eu";
        event.uid = "c4f19b2e-7d31-4c55-9a0f-0000000" + std::to_string(10'000 + i);
        event.type = line.isWarning ? EventType::Warning : EventType::Normal;
        event.reason = line.reason;
        event.message = line.message;
        event.component = line.object.kind == "Deployment" ? "deployment-controller" : "kubelet";
        event.host = line.object.kind == "Deployment" ? "" : "node-5";
        event.involved = line.object;
        // Dense within an hour of the end, thin before.
        event.last = newest - Duration{i < 300 ? 1'800'000 + i * 11'000 : 5'100'000 + i * 17'000};
        event.first = event.last - Duration{673'000};
        event.count = 1 + i * 7 % 23;
        event.countIsMinimum = i % 11 == 5;
        history.push_back(event);
    }
    return history;
}

} // namespace binnacle::ui
