#include "ui/commands/elevation_bar.h"

#include "ui/widgets/formatting.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTickMs = 200;

} // namespace

ElevationBar::ElevationBar(QWidget *parent)
    : EnvironmentFrame(parent)
    , m_text(new QLabel)
    , m_end(new QPushButton(tr("End now")))
{
    setObjectName(u"elevationBar"_s);
    m_text->setObjectName(u"elevationText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_end->setObjectName(u"elevationEnd"_s);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_text, 1);
    line->addWidget(m_end);
    body().addLayout(line);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &ElevationBar::advance);
    connect(m_end, &QPushButton::clicked, this, &ElevationBar::end);
    hide();
}

void ElevationBar::begin(
    const ClusterId &cluster, Environment environment, const QString &where, const QString &reason)
{
    m_cluster = cluster;
    m_reason = reason;
    setEnvironment(environment, where);
    setAccessibleName(tr("Elevated mode"));
    m_since.start();
    m_begunAt = systemNow();
    m_tick.start();
    advance();
    show();
}

// By both clocks and not by the timer: a machine that slept has no mode left.
Duration ElevationBar::left() const
{
    return m_length - std::max(Duration{m_since.elapsed()}, systemNow() - m_begunAt);
}

bool ElevationBar::holdsFor(const ClusterId &cluster) const
{
    return m_tick.isActive() && cluster == m_cluster && left() > Duration{0};
}

QString ElevationBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void ElevationBar::end()
{
    if (!m_tick.isActive())
        return;
    m_tick.stop();
    m_reason.clear();
    hide();
    emit ended();
}

void ElevationBar::advance()
{
    const Duration left = this->left();
    if (left <= Duration{0})
        return end();
    const qint64 seconds = (left.count() + 999) / 1'000;
    const QString clock = u"%1:%2"_s.arg(seconds / 60).arg(seconds % 60, 2, 10, QChar(u'0'));
    m_text->setText(
        tr("Elevated mode, %1 left: no name to type here", "minutes:seconds").arg(clock));
}

} // namespace binnacle::ui
