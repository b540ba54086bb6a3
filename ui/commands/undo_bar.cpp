#include "ui/commands/undo_bar.h"

#include "ui/widgets/formatting.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTickMs = 100;
constexpr int kSteps = 1'000;

} // namespace

UndoBar::UndoBar(QWidget *parent)
    : QFrame(parent)
    , m_text(new QLabel)
    , m_left(new QProgressBar)
    , m_undo(new QPushButton(tr("Undo")))
    , m_now(new QPushButton(tr("Send now")))
{
    setObjectName(u"undoBar"_s);
    setProperty("frame", u"raised"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_left->setRange(0, kSteps);
    m_left->setTextVisible(false);
    m_left->setAccessibleName(tr("Time left to undo"));
    m_undo->setObjectName(u"undo"_s);
    m_undo->setProperty("role", u"primary"_s);
    m_now->setObjectName(u"sendNow"_s);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_text, 1);
    line->addWidget(m_undo);
    line->addWidget(m_now);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_left);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &UndoBar::advance);
    connect(m_undo, &QPushButton::clicked, this, &UndoBar::undo);
    connect(m_now, &QPushButton::clicked, this, &UndoBar::sendNow);
    hide();
}

void UndoBar::wait(const QString &what)
{
    sendNow();
    m_what = what;
    m_since.start();
    m_tick.start();
    advance();
    show();
    m_undo->setFocus();
}

bool UndoBar::undo()
{
    if (!isWaiting())
        return false;
    finish();
    emit undone();
    return true;
}

void UndoBar::sendNow()
{
    if (!isWaiting())
        return;
    finish();
    emit elapsed();
}

QString UndoBar::text() const
{
    return m_text->text();
}

void UndoBar::advance()
{
    const Duration left = m_undoTime - Duration{m_since.elapsed()};
    if (left.count() <= 0) {
        sendNow();
        return;
    }
    // Whole seconds, rounded up: it never says zero while there is time.
    m_text->setText(tr("%1 goes out in %2. Nothing was sent yet.", "a command, a time")
                        .arg(m_what, ageText(left + Duration{999})));
    m_left->setValue(
        static_cast<int>(kSteps * left.count() / std::max<qint64>(1, m_undoTime.count())));
}

void UndoBar::finish()
{
    m_tick.stop();
    hide();
}

} // namespace binnacle::ui
