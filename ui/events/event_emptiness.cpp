#include "ui/events/event_emptiness.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const console::ClusterView *chosenCluster(const EventSituation &situation)
{
    const auto &clusters = situation.estate.clusters;
    const auto found
        = std::ranges::find(clusters, situation.filter.cluster, &console::ClusterView::id);
    return found == clusters.end() ? nullptr : &*found;
}

QString nameOf(const console::ClusterView &cluster)
{
    return toText(cluster.name.empty() ? cluster.id.value : cluster.name);
}

void showNeverCollected(StatePanel &panel, const EventSituation &situation)
{
    const console::ClusterView *cluster = chosenCluster(situation);
    const QString address = toText(situation.estate.ingest.listenAddress);
    const QString title = cluster
        ? EventFilterText::tr("No events yet from %1").arg(nameOf(*cluster))
        : EventFilterText::tr("No events yet");
    QString text = cluster && isKnown(cluster->times.lastHeartbeat)
        ? EventFilterText::tr("Its agent is heard, but has sent no snapshot with events.")
        : EventFilterText::tr("No agent has sent a snapshot.");
    if (!address.isEmpty())
        text += u' ' + EventFilterText::tr("Agents send to http://%1.").arg(address);
    text += u' '
        + EventFilterText::tr("To look at a cluster without an agent, run this command and drop "
                              "the file on this window.");
    panel.showEmpty(title, text);
    panel.setCommand(u"kubectl get events --all-namespaces -o json > events.json"_s);
}

void showFilteredOut(
    StatePanel &panel, const EventSituation &situation, const EmptinessActions &actions)
{
    std::vector<PanelAction> buttons;
    buttons.push_back({EventFilterText::tr("Clear"), actions.clear, !actions.loosen});
    if (actions.loosen)
        buttons.push_back(*actions.loosen);
    panel.showEmpty(
        EventFilterText::tr("0 of %1 events match").arg(countText(situation.total.value_or(0))),
        EventFilterText::tr("The filter hides all of them."), std::move(buttons));
}

} // namespace

Emptiness emptinessOf(const EventSituation &situation)
{
    const console::StoreView &store = situation.estate.store;
    if (situation.filter.isNarrowed() && situation.total.value_or(0) > 0)
        return Emptiness::FilteredOut;
    if (store.events == 0)
        return Emptiness::NeverCollected;
    const console::ClusterView *cluster = chosenCluster(situation);
    if (cluster && !cluster->snapshot && !isKnown(cluster->times.lastSnapshot)
        && !isKnown(reachOf(store.reaches, {.cluster = cluster->id})))
        return Emptiness::NeverCollected;
    const Timestamp oldest = oldestKept(situation);
    if (isKnown(oldest) && situation.time.range().to <= oldest)
        return Emptiness::OutsideRetention;
    return Emptiness::NothingInRange;
}

void showEmptiness(
    StatePanel &panel, const EventSituation &situation, const EmptinessActions &actions)
{
    panel.setCommand({});
    const TimeSelection &time = situation.time;
    switch (emptinessOf(situation)) {
    case Emptiness::NeverCollected:
        showNeverCollected(panel, situation);
        return;
    case Emptiness::FilteredOut:
        showFilteredOut(panel, situation, actions);
        return;
    case Emptiness::OutsideRetention:
        panel.showEmpty(EventFilterText::tr("Before the oldest event kept"),
            EventFilterText::tr("Oldest event kept: %1. You asked for %2.")
                .arg(time.dateTimeText(oldestKept(situation)), time.rangeText()),
            {{EventFilterText::tr("Go to oldest"), actions.goToOldest, true},
                {EventFilterText::tr("Change retention"), actions.changeRetention}});
        return;
    case Emptiness::NothingInRange:
        panel.showEmpty(EventFilterText::tr("No events in this time"),
            EventFilterText::tr("Nothing was reported in %1. %2")
                .arg(time.rangeText(), reachText(situation)),
            {{EventFilterText::tr("Look at twice the time"), actions.widen, true}});
        return;
    }
}

QString silenceText(const EventSituation &situation)
{
    const console::ClusterView *cluster = chosenCluster(situation);
    if (!cluster || cluster->status == AgentStatus::Online)
        return {};
    const bool isOffline = cluster->status == AgentStatus::Offline;
    const Timestamp heard = isOffline ? cluster->times.lastHeartbeat : cluster->times.lastSnapshot;
    if (!isKnown(heard))
        return {};
    const QString since = situation.time.timeText(heard);
    const QString age = ageText(heard, situation.estate.asOf);
    return isOffline
        ? EventFilterText::tr("%1 silent since %2 (%3). Newer events are not here yet; what is "
                              "stored is complete up to then.")
              .arg(nameOf(*cluster), since, age)
        : EventFilterText::tr("%1 sends heartbeats but no snapshot since %2 (%3). Newer events "
                              "are not here yet.")
              .arg(nameOf(*cluster), since, age);
}

Timestamp oldestKept(const EventSituation &situation)
{
    return reachOf(situation.estate.store.reaches, situation.filter.query(situation.time.range()));
}

QString reachText(const EventSituation &situation)
{
    const Timestamp oldest = oldestKept(situation);
    return isKnown(oldest) ? EventFilterText::tr("History reaches back to %1.")
                                 .arg(situation.time.dateTimeText(oldest))
                           : QString();
}

} // namespace binnacle::ui
