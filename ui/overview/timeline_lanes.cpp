#include "ui/overview/timeline_lanes.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/time_selection.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace binnacle::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::TimelineWidget)
};

constexpr std::size_t kMostBurnLanes = 5; // the last may hold several subjects
constexpr auto kSeveral = "*";            // no namespace is called so

// Paging spans weigh more than any that only open tickets.
std::pair<Duration, Duration> burnedOf(const console::TimelineLane &lane)
{
    Duration pages{};
    Duration all{};
    for (const console::TimelineMark &mark : lane.marks) {
        all += mark.to - mark.from;
        if (mark.critical)
            pages += mark.to - mark.from;
    }
    return {pages, all};
}

void addMarks(console::TimelineLane &lane, const console::TimelineLane &more)
{
    lane.marks.insert(lane.marks.end(), more.marks.begin(), more.marks.end());
    std::ranges::stable_sort(lane.marks, {}, &console::TimelineMark::from);
}

TimelineLanes burnLanes(const console::TimelineLane &burns)
{
    std::map<std::string, console::TimelineLane> bySubject;
    for (const console::TimelineMark &mark : burns.marks) {
        console::TimelineLane &lane = bySubject[mark.label];
        lane.kind = burns.kind;
        lane.name = mark.label;
        lane.marks.push_back(mark);
    }
    TimelineLanes lanes;
    for (auto &[subject, lane] : bySubject)
        lanes.push_back(std::move(lane));
    std::ranges::stable_sort(lanes, std::greater(), burnedOf);
    if (lanes.size() <= kMostBurnLanes)
        return lanes;
    console::TimelineLane rest{.kind = burns.kind};
    for (std::size_t i = kMostBurnLanes - 1; i < lanes.size(); ++i)
        addMarks(rest, lanes[i]);
    lanes.resize(kMostBurnLanes - 1);
    lanes.push_back(std::move(rest));
    return lanes;
}

} // namespace

TimelineLanes drawnLanes(const console::Timeline &timeline)
{
    TimelineLanes result;
    for (const console::TimelineLane &lane : timeline.lanes) {
        if (lane.kind != console::LaneKind::BurnRates) {
            result.push_back(lane);
            continue;
        }
        for (console::TimelineLane &burning : burnLanes(lane))
            result.push_back(std::move(burning));
    }
    return result;
}

TimelineLanes fittedLanes(TimelineLanes lanes, std::size_t most)
{
    // They stand one behind the other, the most warnings first.
    const auto isNamespace = [](const console::TimelineLane &lane) {
        return lane.kind == console::LaneKind::NamespaceWarnings;
    };
    const auto first = std::ranges::find_if(lanes, isNamespace);
    auto end = std::find_if_not(first, lanes.end(), isNamespace);
    while (lanes.size() > most && end - first > 1) {
        const auto last = end - 1;
        addMarks(*(last - 1), *last);
        (last - 1)->name = kSeveral;
        end = lanes.erase(last);
    }
    return lanes;
}

QString laneTitle(const console::TimelineLane &lane)
{
    switch (lane.kind) {
    case console::LaneKind::BurnRates:
        return lane.name.empty() ? Words::tr("Burn, others")
                                 : Words::tr("Burn %1", "a domain").arg(toText(lane.name));
    case console::LaneKind::Alerts:
        return Words::tr("Alerts");
    case console::LaneKind::Deploys:
        return Words::tr("Deploys");
    case console::LaneKind::Commands:
        return Words::tr("Commands");
    case console::LaneKind::Nodes:
        return Words::tr("Nodes");
    case console::LaneKind::NamespaceWarnings:
        if (lane.name == kSeveral)
            return Words::tr("Warnings, several");
        return lane.name.empty() ? Words::tr("Warnings, cluster")
                                 : Words::tr("Warnings %1").arg(toText(lane.name));
    }
    return {};
}

QString markText(const console::TimelineLane &lane, const console::TimelineMark &mark)
{
    if (lane.kind != console::LaneKind::BurnRates || lane.name.empty())
        return toText(mark.label);
    return mark.critical ? Words::tr("pages", "a budget burns so fast that somebody is paged")
                         : Words::tr("ticket", "a budget burns so fast that a ticket is due");
}

bool hasSpans(console::LaneKind kind)
{
    return kind == console::LaneKind::Deploys || kind == console::LaneKind::Commands
        || meansTrouble(kind);
}

bool meansTrouble(console::LaneKind kind)
{
    return kind == console::LaneKind::BurnRates || kind == console::LaneKind::Alerts;
}

ChartNumbers markNumbers(
    const TimelineLanes &lanes, const TimeRange &range, const TimeSelection &time)
{
    using Row = std::pair<const console::TimelineLane *, const console::TimelineMark *>;
    std::vector<Row> rows;
    for (const console::TimelineLane &lane : lanes) {
        for (const console::TimelineMark &mark : lane.marks) {
            if (mark.to >= range.from && mark.from < range.to)
                rows.push_back({&lane, &mark});
        }
    }
    std::ranges::stable_sort(rows, std::greater(), [](const Row &row) { return row.second->from; });
    ChartNumbers result{.columns = {Words::tr("From"), Words::tr("To"), Words::tr("Lane"),
                            Words::tr("What"), Words::tr("Times")},
        .rows = static_cast<int>(rows.size())};
    result.cell = [&time, rows = std::move(rows)](int row, int column) {
        const auto &[lane, mark] = rows[static_cast<std::size_t>(row)];
        switch (column) {
        case 0:
            return time.timeText(mark->from);
        case 1:
            return mark->from == mark->to ? QString() : time.timeText(mark->to);
        case 2:
            return laneTitle(*lane);
        case 3:
            return markText(*lane, *mark);
        default:
            return countText(mark->count);
        }
    };
    return result;
}

} // namespace binnacle::ui
