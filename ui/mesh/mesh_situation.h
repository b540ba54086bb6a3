#pragma once

#include "core/base/time.h"
#include "core/domain/increments.h"
#include "ui/widgets/state_panel.h"

#include <optional>
#include <set>
#include <string>

namespace binnacle::ui {

class MeshPresenter;
class TimeSelection;

enum class MeshWindow { FiveMinutes, FifteenMinutes, OneHour, Range };
QString windowChoiceText(MeshWindow window); // "5 m", "whole range"
Duration windowLength(MeshWindow window, const TimeSelection &time);

// The window that the shown one is compared with: as long, and ending then.
struct MeshCompare
{
    enum class Kind { None, HourBefore, DayBefore, WeekBefore, Instant, IncidentStart };
    Kind kind = Kind::None;
    Timestamp instant{}; // Instant

    friend bool operator==(const MeshCompare &, const MeshCompare &) = default;
};

// What is asked about.
struct MeshScope
{
    MeshWindow window = MeshWindow::FiveMinutes;
    MeshCompare compare;
    std::string ns;   // empty: all
    ServiceRef focus; // empty name: everything
    int hops = 1;
    bool isGrouped = true;
    std::set<std::string> folded;
    std::set<std::string> unfolded;

    friend bool operator==(const MeshScope &, const MeshScope &) = default;
};
inline constexpr int kMostHops = 6;

enum class MeshState {
    Showing,
    NoCluster,       // none has ever reported
    Loading,         // the first answer is not there
    Failed,          // and nothing older to show
    NeverCollected,  // no metrics of this cluster at all
    NothingMeasured, // metrics, but none that cover the window
    NoTraffic,       // measured, and there was none
};

struct MeshStateActions
{
    std::function<void()> retry;
    std::function<void()> widen;   // a longer window
    std::function<void()> showAll; // leave namespace and focus
    std::function<void()> backToNow;
};
// REQUIRES: state() is not Showing.
void showMeshState(StatePanel &panel, const MeshPresenter &presenter, const TimeSelection &time,
    const MeshStateActions &actions);

// "prod-eu silent since 14:02:11 (96 s). This is the mesh as it was then."; empty: it is heard.
QString meshSilenceText(const MeshPresenter &presenter, const TimeSelection &time);

// "prod-eu · last 5 m until 19:42:30 · 13 services, 17 calls"
QString meshCaption(const MeshPresenter &presenter, const TimeSelection &time);

} // namespace binnacle::ui
