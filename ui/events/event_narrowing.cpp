#include "ui/events/event_narrowing.h"

#include "core/console/event_feed.h"
#include "ui/events/event_inspection.h"
#include "ui/events/event_presenter.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::ui {

namespace {

constexpr Duration kAround{15 * 60'000};

} // namespace

EventNarrowing::EventNarrowing(const Subjects &subjects, QObject *parent)
    : QObject(parent)
    , m_subjects(subjects)
{}

void EventNarrowing::change(const std::function<void(EventFilter &)> &edit)
{
    EventFilter filter = m_subjects.presenter.filter();
    edit(filter);
    m_subjects.presenter.setFilter(filter);
}

void EventNarrowing::setCluster(const ClusterId &cluster)
{
    change([&](EventFilter &filter) {
        filter.cluster = cluster;
        if (filter.scopeCluster != cluster)
            filter.scope.reset();
    });
}

void EventNarrowing::setText(const QString &text)
{
    const console::FilterCheck check = m_subjects.feed.check(text);
    if (check.state != console::FilterCheck::State::Valid)
        return; // the bar says what is wrong
    change([&](EventFilter &filter) {
        filter.text = text;
        filter.predicate = check.predicate;
    });
}

void EventNarrowing::useText(const QString &text, bool apply)
{
    if (apply) {
        m_subjects.bar.applyText(text);
    } else {
        m_subjects.bar.setText(text);
        m_subjects.bar.focusText();
    }
}

void EventNarrowing::use(const EventFilter &saved)
{
    m_subjects.bar.setText(saved.text);
    change([&](EventFilter &filter) {
        const ClusterId cluster = filter.cluster;
        filter = saved;
        filter.cluster = cluster;
    });
}

void EventNarrowing::toObject(const ClusterId &cluster, const ScopedObject &scope)
{
    m_subjects.bar.setText({});
    change([&](EventFilter &filter) {
        filter = EventFilter{.cluster = filter.cluster, .brush = filter.brush};
        filter.scope = scope;
        filter.scopeCluster = cluster;
        if (!filter.cluster.isEmpty() && filter.cluster != cluster)
            filter.cluster = cluster;
    });
    emit objectChosen();
}

void EventNarrowing::toOwner()
{
    const auto &context = m_subjects.inspection.context();
    if (!context || context->ownership.empty())
        return;
    toObject(context->event.cluster, scopeOf(context->ownership.front().object));
}

bool EventNarrowing::toNode(const ClusterEvent &event)
{
    const std::string node = event.involved.kind == "Node" ? event.involved.name : event.host;
    if (node.empty())
        return false;
    toObject(event.cluster, {EventScope::Node, ResourceRef{"Node", {}, node}});
    return true;
}

void EventNarrowing::toWarningsAround(Timestamp at)
{
    m_subjects.bar.setText({});
    change([](EventFilter &filter) {
        filter = EventFilter{.cluster = filter.cluster, .type = EventType::Warning};
    });
    m_subjects.time.zoomTo({at - kAround, at + kAround});
}

bool EventNarrowing::widen()
{
    const EventFilter &filter = m_subjects.presenter.filter();
    if (filter.brush)
        change([](EventFilter &rest) { rest.brush.reset(); });
    else if (filter.scope)
        change([](EventFilter &rest) { rest.scope.reset(); });
    else if (!filter.kinds.isEmpty())
        change([](EventFilter &rest) { rest.kinds.clear(); });
    else if (filter.type)
        change([](EventFilter &rest) { rest.type.reset(); });
    else
        return false;
    return true;
}

void EventNarrowing::clear()
{
    m_subjects.bar.setText({});
    change([](EventFilter &filter) { filter = EventFilter{.cluster = filter.cluster}; });
}

void EventNarrowing::zoomToBrush()
{
    const auto brush = m_subjects.presenter.filter().brush;
    if (!brush)
        return;
    change([](EventFilter &filter) { filter.brush.reset(); });
    m_subjects.time.zoomTo(*brush);
}

} // namespace binnacle::ui
