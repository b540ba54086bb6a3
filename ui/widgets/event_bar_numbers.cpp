#include "ui/widgets/event_bar_numbers.h"

#include "ui/widgets/event_histogram.h"
#include "ui/widgets/formatting.h"

#include <utility>

namespace binnacle::ui {

ChartNumbers eventBarNumbers(
    const std::vector<console::EventBar> &bars, Duration bucket, const TimeSelection &time)
{
    std::vector<std::size_t> told;
    for (std::size_t i = bars.size(); i-- > 0;) {
        if (bars[i].normal + bars[i].warnings > 0)
            told.push_back(i);
    }
    ChartNumbers result{.columns = {EventHistogram::tr("From"), EventHistogram::tr("To"),
                            EventHistogram::tr("Warnings"), EventHistogram::tr("Normal")},
        .rows = static_cast<int>(told.size())};
    result.cell = [&bars, &time, bucket, told = std::move(told)](int row, int column) {
        const console::EventBar &bar = bars[told[static_cast<std::size_t>(row)]];
        switch (column) {
        case 0:
            return time.timeText(bar.start);
        case 1:
            return time.timeText(bar.start + bucket);
        case 2:
            return countText(bar.warnings);
        default:
            return countText(bar.normal);
        }
    };
    return result;
}

} // namespace binnacle::ui
