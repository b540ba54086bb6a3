#pragma once

#include <QFrame>

#include <cstdint>
#include <map>

class QTimer;
class QVBoxLayout;

namespace binnacle::console {
class TaskBoard;
}

namespace binnacle::ui {

class StatePanel;
class TaskRow;

// Long work of this run: progress, rate, time left and cancel; what ended; failures until seen.
class TaskDrawer final : public QFrame
{
    Q_OBJECT

public:
    // `tasks` must outlive the drawer.
    explicit TaskDrawer(console::TaskBoard &tasks, QWidget *parent = nullptr);

    // Opening it is seeing the failures.
    void setOpen(bool isOpen);
    bool isOpen() const { return isVisibleTo(parentWidget()); }
    int rows() const { return static_cast<int>(m_rows.size()); }

private:
    void refresh();

    console::TaskBoard &m_tasks;
    std::map<std::uint64_t, TaskRow *> m_rows;
    QVBoxLayout *m_list;
    QWidget *m_empty;
    QTimer *m_tick; // rates and times left while something runs
};

} // namespace binnacle::ui
