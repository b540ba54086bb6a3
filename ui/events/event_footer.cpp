#include "ui/events/event_footer.h"

#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kToldMs = 5000;

} // namespace

EventFooter::EventFooter(QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel)
    , m_pill(new QPushButton)
{
    setObjectName(u"eventFooter"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setObjectName(u"eventReach"_s);
    m_text->setFont(smallFont());
    m_text->setProperty("tone", u"muted"_s);
    m_pill->setObjectName(u"eventPending"_s);
    m_pill->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 12, 2);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_pill);
    m_back.setSingleShot(true);
    m_back.setInterval(kToldMs);
    connect(&m_back, &QTimer::timeout, this, [this] { m_text->setText(m_reach); });
    connect(m_pill, &QPushButton::clicked, this, &EventFooter::resumeRequested);
}

void EventFooter::setReach(const QString &text)
{
    m_reach = text;
    if (!m_back.isActive())
        m_text->setText(text);
}

void EventFooter::tell(const QString &what)
{
    m_text->setText(what);
    m_back.start();
}

void EventFooter::setPending(std::size_t pending, bool orMore)
{
    m_pill->setVisible(pending > 0);
    if (pending == 0)
        return;
    const QString count = countText(static_cast<qint64>(pending));
    m_pill->setText(
        orMore ? tr("+%1 or more new · Resume").arg(count) : tr("+%1 new · Resume").arg(count));
    m_pill->setToolTip(tr("The rows stand still while the pointer is over them or the time is "
                          "paused; new events are stored all the same."));
}

} // namespace binnacle::ui
