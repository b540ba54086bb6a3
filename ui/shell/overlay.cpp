#include "ui/shell/overlay.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

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
