#pragma once

#include "core/console/console_types.h"

#include <QFrame>

class QLabel;
class QProgressBar;
class QPushButton;

namespace binnacle::console {
class TaskBoard;
}

namespace binnacle::ui {

class TimeSelection;

// The line below everything: what comes in, how old it is, what is stored, the running task.
class StatusLine final : public QFrame
{
    Q_OBJECT

public:
    StatusLine(console::TaskBoard &tasks, const TimeSelection &time, QWidget *parent = nullptr);

    void showEstate(const console::EstateView &estate, const ClusterId &current, Timestamp now);
    void setStalls(int count, qint64 longestMs);
    void setHint(const QString &text); // a key sequence that waits for its next key

signals:
    void drawerRequested();

private:
    void showIngestTip(const console::IngestView &ingest);
    void showTasks();

    console::TaskBoard &m_tasks;
    const TimeSelection &m_time;
    QLabel *m_ingest;
    QLabel *m_listener;
    QLabel *m_age;
    QLabel *m_events;
    QLabel *m_oldest;
    QLabel *m_stalls;
    QLabel *m_hint;
    QPushButton *m_drawer;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    std::uint64_t m_running = 0;
};

} // namespace binnacle::ui
