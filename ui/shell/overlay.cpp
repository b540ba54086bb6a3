#include "ui/shell/overlay.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollBar>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

Overlay::Overlay(QWidget &window, QSize size)
    : QFrame(&window)
    , m_wanted(size)
    , m_edit(new QLineEdit(this))
{
    setProperty("frame", u"popup"_s);
    m_edit->installEventFilter(this);
    window.installEventFilter(this);
    hide();
}

void Overlay::addFocusPart(QWidget &part)
{
    part.installEventFilter(this);
}

bool Overlay::scroll(QAbstractScrollArea &area, int key)
{
    QScrollBar *bar = area.verticalScrollBar();
    switch (key) {
    case Qt::Key_Down:
        bar->triggerAction(QScrollBar::SliderSingleStepAdd);
        return true;
    case Qt::Key_Up:
        bar->triggerAction(QScrollBar::SliderSingleStepSub);
        return true;
    case Qt::Key_PageDown:
        bar->triggerAction(QScrollBar::SliderPageStepAdd);
        return true;
    case Qt::Key_PageUp:
        bar->triggerAction(QScrollBar::SliderPageStepSub);
        return true;
    default:
        return false;
    }
}

void Overlay::open()
{
    if (!isOpen())
        m_focusBefore = window()->focusWidget();
    m_edit->clear();
    place();
    show();
    raise();
    m_edit->setFocus(Qt::PopupFocusReason);
}

void Overlay::close()
{
    if (!isOpen())
        return;
    hide();
    if (m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    m_focusBefore.clear();
}

void Overlay::place()
{
    const QSize room = parentWidget()->size();
    const QSize size{std::min(m_wanted.width(), room.width() - 32),
        std::min(m_wanted.height(), room.height() - 96)};
    setGeometry((room.width() - size.width()) / 2, 56, size.width(), size.height());
}

bool Overlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize)
            place();
        return false;
    }
    if (event->type() == QEvent::FocusOut) {
        // The focus went where the user put it; a popup menu of the line itself is not elsewhere.
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        const QWidget *now = QApplication::focusWidget();
        const bool isInside = now && isAncestorOf(now);
        if (!isInside
            && (reason == Qt::MouseFocusReason || reason == Qt::TabFocusReason
                || reason == Qt::BacktabFocusReason))
            hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape) {
        close();
        return true;
    }
    return watched == m_edit && handleKey(key);
}

} // namespace binnacle::ui
