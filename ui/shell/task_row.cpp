#include "ui/shell/task_row.h"

#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/status_glyph.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using console::TaskState;

namespace {

constexpr int kProgressSteps = 1'000;

StatusKind glyphOf(TaskState state)
{
    switch (state) {
    case TaskState::Succeeded:
        return StatusKind::Ok;
    case TaskState::Failed:
        return StatusKind::Critical;
    case TaskState::Cancelled:
        return StatusKind::Unknown;
    case TaskState::Running:
        break;
    }
    return StatusKind::Neutral;
}

QString runningText(const console::TaskView &task, Timestamp now)
{
    const auto done = static_cast<qint64>(task.done);
    QString text = task.total == 0
        ? u"%1 %2"_s.arg(countText(done), task.unit)
        : TaskRow::tr("%1 of %2 %3", "done, total, unit")
              .arg(countText(done), countText(static_cast<qint64>(task.total)), task.unit);
    if (const double rate = task.rate(now); rate > 0)
        text += u" · "_s + rateText(rate, task.unit);
    if (const Duration left = task.timeLeft(now); left > Duration::zero())
        text += u" · "_s + TaskRow::tr("%1 left").arg(ageText(left));
    return text;
}

QString endedText(const console::TaskView &task, Timestamp now)
{
    switch (task.state) {
    case TaskState::Failed:
        return task.outcome ? TaskRow::tr("failed") : errorLine(task.outcome.error());
    case TaskState::Cancelled:
        return TaskRow::tr("cancelled");
    default:
        break;
    }
    const QString ago = TaskRow::tr("%1 ago").arg(ageText(task.finishedAt, now));
    return task.detail.isEmpty() ? ago : task.detail + u" · "_s + ago;
}

} // namespace

TaskRow::TaskRow(QWidget *parent)
    : QWidget(parent)
    , m_glyph(new StatusGlyph)
    , m_title(new QLabel)
    , m_detail(new QLabel)
    , m_progress(new QProgressBar)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    for (QLabel *label : {m_title, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_title->setMinimumWidth(260);
    m_detail->setProperty("tone", u"muted"_s);
    m_detail->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setFixedWidth(180);
    m_progress->setTextVisible(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    layout->setSpacing(10);
    layout->addWidget(m_glyph);
    layout->addWidget(m_title);
    layout->addWidget(m_progress);
    layout->addWidget(m_detail, 1);
    layout->addWidget(m_cancel);
    connect(m_cancel, &QPushButton::clicked, this, &TaskRow::cancelled);
}

void TaskRow::showTask(const console::TaskView &task, Timestamp now)
{
    const bool isRunning = task.state == TaskState::Running;
    m_glyph->setStatus(glyphOf(task.state));
    m_title->setText(task.title);
    m_detail->setText(isRunning ? runningText(task, now) : endedText(task, now));
    m_detail->setToolTip(m_detail->text());
    m_progress->setVisible(isRunning);
    m_cancel->setVisible(isRunning);
    m_cancel->setAccessibleName(tr("Cancel %1").arg(task.title));
    m_progress->setRange(0, task.total == 0 ? 0 : kProgressSteps);
    if (task.total > 0)
        m_progress->setValue(static_cast<int>(
            static_cast<double>(task.done) / static_cast<double>(task.total) * kProgressSteps));
}

QString TaskRow::detail() const
{
    return m_detail->text();
}

} // namespace binnacle::ui
