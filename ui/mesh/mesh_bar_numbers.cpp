#include "ui/mesh/mesh_bar_numbers.h"

#include "ui/widgets/slo_text.h"
#include "ui/widgets/time_selection.h"

#include <QCoreApplication>

#include <utility>

namespace binnacle::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::MeshScrubber)
};

} // namespace

ChartNumbers meshBarNumbers(
    std::shared_ptr<const console::MeshTimeline> timeline, const TimeSelection &time)
{
    ChartNumbers result{.columns = {Words::tr("From"), Words::tr("Requests"), Words::tr("Errors")},
        .rows = timeline ? static_cast<int>(timeline->bars.size()) : 0};
    result.cell = [timeline = std::move(timeline), &time](int row, int column) {
        const auto newest = static_cast<std::ptrdiff_t>(timeline->bars.size()) - 1;
        const auto &bar = timeline->bars[static_cast<std::size_t>(newest - row)];
        if (column == 0)
            return time.timeText(bar.start);
        if (bar.isGap)
            return Words::tr("no data");
        return column == 1 ? requestRateText(bar.requestRate) : errorRateText(bar.errorRate);
    };
    return result;
}

} // namespace binnacle::ui
