#include "ui/commands/hold_button.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr int kTickMs = 33;
constexpr int kBarHeight = 3;
// A held key repeats as up and down again. Qt marks these only where it has both already; on a busy
// machine the second comes a little later.
constexpr int kRepeatMs = 60;

bool isPressing(int key)
{
    return key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
}

} // namespace

HoldButton::HoldButton(QWidget *parent)
    : QPushButton(parent)
{
    setAutoDefault(false);
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &HoldButton::advance);
    m_release.setSingleShot(true);
    m_release.setInterval(kRepeatMs);
    connect(&m_release, &QTimer::timeout, this, &HoldButton::letGo);
}

void HoldButton::begin()
{
    if (!isEnabled() || isHolding())
        return;
    m_since.start();
    m_tick.start();
    setDown(true);
}

void HoldButton::letGo()
{
    m_release.stop();
    m_tick.stop();
    setDown(false);
    update();
}

void HoldButton::advance()
{
    if (isReleased() || m_since.elapsed() < m_holdTime.count()) {
        update();
        return;
    }
    letGo();
    if (isEnabled())
        emit held();
}

// The base class would click; holding is not clicking.
void HoldButton::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        begin();
    event->accept();
}

void HoldButton::mouseReleaseEvent(QMouseEvent *event)
{
    letGo();
    event->accept();
}

void HoldButton::keyPressEvent(QKeyEvent *event)
{
    if (!isPressing(event->key())) {
        QPushButton::keyPressEvent(event);
        return;
    }
    m_release.stop();
    if (!event->isAutoRepeat())
        begin();
    event->accept();
}

void HoldButton::keyReleaseEvent(QKeyEvent *event)
{
    if (!isPressing(event->key())) {
        QPushButton::keyReleaseEvent(event);
        return;
    }
    if (!event->isAutoRepeat() && isHolding())
        m_release.start();
    event->accept();
}

void HoldButton::focusOutEvent(QFocusEvent *event)
{
    letGo();
    QPushButton::focusOutEvent(event);
}

void HoldButton::hideEvent(QHideEvent *event)
{
    letGo();
    QPushButton::hideEvent(event);
}

void HoldButton::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    if (!isHolding())
        return;
    const double share = std::min(
        1.0, static_cast<double>(m_since.elapsed()) / static_cast<double>(m_holdTime.count()));
    QPainter painter(this);
    painter.fillRect(QRectF(2, height() - kBarHeight - 1, (width() - 4) * share, kBarHeight),
        theme().palette().critical);
}

} // namespace binnacle::ui
