#pragma once

#include "core/console/console_types.h"
#include "ui/events/event_filter.h"
#include "ui/widgets/state_panel.h"

#include <optional>

namespace binnacle::ui {

class TimeSelection;

// Why a table without rows has none.
enum class Emptiness { NeverCollected, OutsideRetention, FilteredOut, NothingInRange };

struct EventSituation
{
    const console::EstateView &estate;
    const EventFilter &filter;
    const TimeSelection &time;
    std::optional<qint64> total; // in this range without a filter; not known yet
};

Emptiness emptinessOf(const EventSituation &situation);

// What can be done about it.
struct EmptinessActions
{
    std::function<void()> clear;
    std::function<void()> goToOldest;
    std::function<void()> changeRetention;
    std::function<void()> widen;
    std::optional<PanelAction> loosen;
};

void showEmptiness(
    StatePanel &panel, const EventSituation &situation, const EmptinessActions &actions);

// "prod-eu silent since 14:02:11 (96 s) …"; empty while the chosen cluster is heard.
QString silenceText(const EventSituation &situation);

// How far back the events of the clusters and types shown are kept; unknown: there are none.
Timestamp oldestKept(const EventSituation &situation);
// "History reaches back to …"; empty while nothing is stored.
QString reachText(const EventSituation &situation);

} // namespace binnacle::ui
