#pragma once

#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

class QTimer;

namespace binnacle::ui {

// Notices when the GUI thread does not come back to its event loop for more than 50 ms. A timer
// beats every 10 ms; a late beat is a stall, logged in category binnacle.ui with its length and how
// long of it the thread was working. A thread looks in every 250 ms, so that a freeze that never
// ends is in the log, too.
class StallWatchdog final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kThreshold{50};

    explicit StallWatchdog(QObject *parent = nullptr);
    ~StallWatchdog() override;

    int stalls() const { return m_stalls; }
    std::chrono::milliseconds longest() const { return m_longest; }
    // Starts counting anew; what happened so far (building the window) is not a stall.
    void reset();

signals:
    void stalled(qint64 milliseconds);

private:
    void beat();
    void watch(const std::stop_token &stop);

    QTimer *m_timer;
    std::atomic<std::int64_t> m_lastBeat; // steady clock, ms
    std::int64_t m_worked;                // processor time of the GUI thread at that beat, ms
    int m_stalls = 0;
    std::chrono::milliseconds m_longest{0};
    std::jthread m_watcher; // last: it uses the above
};

} // namespace binnacle::ui
