#include "ui/shell/task_drawer.h"

#include "core/console/task_board.h"
#include "ui/shell/task_row.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/formatting.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeight = 190;

} // namespace

TaskDrawer::TaskDrawer(console::TaskBoard &tasks, QWidget *parent)
    : QFrame(parent)
    , m_tasks(tasks)
    , m_list(nullptr)
    , m_empty(new QLabel(tr("Exports, imports and other long work show here.")))
    , m_tick(new QTimer(this))
{
    setObjectName(u"taskDrawer"_s);
    setProperty("frame", u"bar"_s);
    setAccessibleName(tr("Tasks"));
    setFixedHeight(kHeight);
    auto *title = new QLabel(tr("Tasks"));
    title->setFont(boldTextFont());
    auto *closeButton = new QPushButton;
    closeButton->setProperty("role", u"flat"_s);
    closeButton->setIcon(icon(u"close"_s));
    closeButton->setIconSize({10, 10});
    closeButton->setAccessibleName(tr("Close the task list"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 8, 0);
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(closeButton);

    auto *content = new QFrame;
    content->setProperty("frame", u"bar"_s);
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(0);
    m_empty->setProperty("tone", u"muted"_s);
    m_empty->setContentsMargins(12, 8, 12, 8);
    m_list->addWidget(m_empty);
    m_list->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 1, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(scroll, 1);
    hide();

    m_tick->setInterval(1'000);
    connect(m_tick, &QTimer::timeout, this, &TaskDrawer::refresh);
    connect(closeButton, &QPushButton::clicked, this, [this] { setOpen(false); });
    connect(&tasks, &console::TaskBoard::changed, this, &TaskDrawer::refresh);
    refresh();
}

void TaskDrawer::setOpen(bool isOpen)
{
    setVisible(isOpen);
    if (!isOpen) {
        m_tick->stop();
        return;
    }
    m_tick->start();
    refresh();
    m_tasks.markSeen();
}

void TaskDrawer::refresh()
{
    const std::vector<console::TaskView> tasks = m_tasks.tasks();
    const Timestamp now = systemNow();
    std::set<std::uint64_t> alive;
    int position = 0;
    for (const console::TaskView &task : tasks) {
        alive.insert(task.id);
        TaskRow *&row = m_rows[task.id];
        if (!row) {
            row = new TaskRow;
            connect(row, &TaskRow::cancelled, this, [this, id = task.id] { m_tasks.cancel(id); });
        }
        if (m_list->indexOf(row) != position)
            m_list->insertWidget(position, row);
        row->showTask(task, now);
        ++position;
    }
    std::erase_if(m_rows, [&](const auto &entry) {
        if (alive.contains(entry.first))
            return false;
        entry.second->deleteLater();
        return true;
    });
    m_empty->setVisible(tasks.empty());
}

} // namespace binnacle::ui
