#include "ui/shell/stall_watchdog.h"

#include "ui/shell/log.h"

#include <QTimer>

#include <algorithm>
#include <condition_variable>
#include <ctime>
#include <mutex>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr std::chrono::milliseconds kBeat{10};
constexpr std::chrono::milliseconds kLook{250};
constexpr std::int64_t kFreezeMs = 1'000;

std::int64_t steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// What this thread worked; the rest of a stall is waiting, for a processor or for something else.
std::int64_t workedMs()
{
    std::timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec * std::int64_t{1'000} + time.tv_nsec / 1'000'000;
}

} // namespace

StallWatchdog::StallWatchdog(QObject *parent)
    : QObject(parent)
    , m_timer(new QTimer(this))
    , m_lastBeat(steadyMs())
    , m_worked(workedMs())
    , m_watcher([this](const std::stop_token &stop) { watch(stop); })
{
    m_timer->setTimerType(Qt::PreciseTimer);
    m_timer->setInterval(kBeat);
    connect(m_timer, &QTimer::timeout, this, &StallWatchdog::beat);
    m_timer->start();
}

StallWatchdog::~StallWatchdog() = default;

void StallWatchdog::reset()
{
    m_lastBeat = steadyMs();
    m_worked = workedMs();
    m_stalls = 0;
    m_longest = {};
}

void StallWatchdog::beat()
{
    const std::int64_t now = steadyMs();
    const std::chrono::milliseconds gap{now - m_lastBeat.exchange(now)};
    const std::int64_t worked = workedMs();
    const std::int64_t busy = worked - std::exchange(m_worked, worked);
    // The beat before may have come just before the stall began, so a gap holds one interval more.
    if (gap <= kThreshold + kBeat)
        return;
    ++m_stalls;
    m_longest = std::max(m_longest, gap);
    qCWarning(uiLog, "the window did not respond ms=%lld busy_ms=%lld stalls=%d",
        static_cast<long long>(gap.count()), static_cast<long long>(busy), m_stalls);
    emit stalled(gap.count());
}

void StallWatchdog::watch(const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::int64_t reported = 0;
    while (!stop.stop_requested()) {
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, kLook, [] { return false; });
        const std::int64_t last = m_lastBeat;
        if (!stop.stop_requested() && last != reported && steadyMs() - last > kFreezeMs) {
            reported = last;
            qCCritical(uiLog, "the window does not respond at all ms=%lld",
                static_cast<long long>(steadyMs() - last));
        }
    }
}

} // namespace binnacle::ui
