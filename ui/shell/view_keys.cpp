#include "ui/shell/view_keys.h"

#include "ui/widgets/key_map.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTextEdit>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kStandardText = "standardText"; // of a menu's entry, before it was relabelled

QString typedText(const QString &key, QKeyCombination keys)
{
    if (key.size() == 1)
        return key.toLower();
    const QString last = key.section(u'+', -1);
    const bool isShiftedLetter = last.size() == 1 && keys.keyboardModifiers() == Qt::ShiftModifier;
    return isShiftedLetter ? last.toUpper() : QString();
}

bool actsOn(const QShortcut &shortcut, const QWidget *focus)
{
    const auto *owner = qobject_cast<const QWidget *>(shortcut.parent());
    if (!shortcut.isEnabled() || !owner || !owner->isVisible())
        return false;
    if (shortcut.context() == Qt::WidgetShortcut)
        return owner == focus;
    return shortcut.context() != Qt::WidgetWithChildrenShortcut || owner == focus
        || owner->isAncestorOf(focus);
}

} // namespace

bool isTextField(const QObject *widget)
{
    if (const auto *combo = qobject_cast<const QComboBox *>(widget))
        return combo->isEditable();
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QTextEdit *>(widget)
        || qobject_cast<const QPlainTextEdit *>(widget)
        || qobject_cast<const QAbstractSpinBox *>(widget);
}

ViewKeys::ViewKeys(const KeyMap &map, QObject *parent)
    : QObject(parent)
    , m_map(map)
{}

void ViewKeys::setView(const QString &id, QWidget *view)
{
    m_id = id;
    m_view = view;
}

bool ViewKeys::takes(const QString &key) const
{
    const QWidget *focus = m_view ? m_view->window()->focusWidget() : nullptr;
    if (!focus || (focus != m_view && !m_view->isAncestorOf(focus)))
        return false;
    return m_map.movedTo(m_id, key) || m_map.isVacated(m_id, key);
}

void ViewKeys::press(const QString &key)
{
    const KeyCommand *command = m_map.movedTo(m_id, key);
    QWidget *focus = m_view ? m_view->window()->focusWidget() : nullptr;
    if (!command || !focus || activateShortcut(command->standard))
        return; // a key that somebody took away does nothing
    const QKeyCombination keys = QKeySequence(command->standard, QKeySequence::PortableText)[0];
    const QString text = typedText(command->standard, keys);
    // A letter would be typed into the field instead of doing what it does beside it.
    if (!text.isEmpty() && isTextField(focus))
        return;
    QKeyEvent event(QEvent::KeyPress, keys.key(), keys.keyboardModifiers(), text);
    m_isPressing = true;
    QApplication::sendEvent(focus, &event);
    m_isPressing = false;
}

bool ViewKeys::activateShortcut(const QString &standard) const
{
    const QKeySequence wanted(standard, QKeySequence::PortableText);
    const QWidget *focus = m_view->window()->focusWidget();
    for (QShortcut *shortcut : m_view->findChildren<QShortcut *>()) {
        if (shortcut->key() != wanted || !actsOn(*shortcut, focus))
            continue;
        emit shortcut->activated();
        return true;
    }
    for (QAction *action : m_view->findChildren<QAction *>()) {
        if (!action->shortcuts().contains(wanted) || !action->isEnabled())
            continue;
        action->trigger();
        return true;
    }
    return false;
}

void ViewKeys::label(QMenu &menu) const
{
    for (QAction *action : menu.actions()) {
        if (QMenu *deeper = action->menu())
            label(*deeper);
        const QString before = action->property(kStandardText).toString();
        const QString title = action->text().section(u'\t', 0, 0);
        // Entries are used again, and their texts may have changed.
        const bool isKnown = before.section(u'\t', 0, 0) == title && !before.isEmpty();
        const QString text = isKnown ? before : action->text();
        const QString standard = text.section(u'\t', 1);
        if (standard.isEmpty())
            continue;
        action->setProperty(kStandardText, text);
        action->setText(title + u'\t' + m_map.keysOf(m_id, standard));
    }
}

} // namespace binnacle::ui
