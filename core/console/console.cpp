#include "core/console/alert_desk.h"
#include "core/console/estate_feed.h"
#include "core/console/event_feed.h"
#include "core/console/task_board.h"
#include "core/console/transfer_desk.h"
#include "core/console/ui_memory.h"

#include <algorithm>

namespace binnacle::console {

UiMemory::~UiMemory() = default;

int AlertBoard::firing() const
{
    return static_cast<int>(std::ranges::count_if(alerts, [](const Alert &alert) {
        return alert.phase == AlertPhase::Firing && alert.hush == AlertHush::None
            && !isKnown(alert.ackedAt);
    }));
}

double TaskView::rate(Timestamp now) const
{
    const Duration ran = (state == TaskState::Running ? now : finishedAt) - startedAt;
    if (ran <= Duration::zero())
        return 0;
    return static_cast<double>(done) / std::chrono::duration<double>(ran).count();
}

Duration TaskView::timeLeft(Timestamp now) const
{
    const double perSecond = rate(now);
    if (state != TaskState::Running || total <= done || perSecond <= 0)
        return Duration::zero();
    const std::chrono::duration<double> left{static_cast<double>(total - done) / perSecond};
    return std::chrono::duration_cast<Duration>(left);
}

} // namespace binnacle::console
