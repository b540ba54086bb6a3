#include "ui/shell/key_dispatcher.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSequenceMs = 1'500;

bool isTextField(const QObject *widget)
{
    if (const auto *combo = qobject_cast<const QComboBox *>(widget))
        return combo->isEditable();
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QTextEdit *>(widget)
        || qobject_cast<const QPlainTextEdit *>(widget)
        || qobject_cast<const QAbstractSpinBox *>(widget);
}

bool typesCharacter(const QKeyEvent &event)
{
    const QString text = event.text();
    return !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        && text.size() == 1 && text.front().isPrint();
}

QString nameOf(const QKeyEvent &event)
{
    if (typesCharacter(event))
        return event.text();
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    return QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(event.key())))
        .toString(QKeySequence::PortableText);
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt
        || key == Qt::Key_AltGr || key == Qt::Key_Meta;
}

// Keys without modifiers move the cursor or type: they belong to a text field that has the focus.
bool belongsToText(const QKeyEvent &event)
{
    const bool isFunctionKey = event.key() >= Qt::Key_F1 && event.key() <= Qt::Key_F35;
    return !isFunctionKey && !(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier));
}

} // namespace

KeyDispatcher::KeyDispatcher(QWidget &window)
    : m_window(window)
{
    qApp->installEventFilter(this);
}

KeyDispatcher::~KeyDispatcher() = default;

bool KeyDispatcher::bind(const QString &keys, const QString &action, std::function<void()> run)
{
    const QStringList sequence = keys.split(u' ');
    for (qsizetype length = 1; length <= sequence.size(); ++length) {
        const Binding *found = nullptr;
        const Match match = find(sequence.mid(0, length), &found);
        if (match == Match::Full || (match == Match::Prefix && length == sequence.size()))
            return false;
    }
    m_bindings.push_back({sequence, action, std::move(run)});
    return true;
}

std::vector<View::KeyHelp> KeyDispatcher::help() const
{
    std::vector<View::KeyHelp> result;
    for (const Binding &binding : m_bindings) {
        const QString keys = binding.keys.join(u' ');
        if (!result.empty() && result.back().action == binding.action)
            result.back().keys += u"  "_s + keys; // two keys for one thing: one line
        else
            result.push_back({keys, binding.action});
    }
    return result;
}

KeyDispatcher::Match KeyDispatcher::find(const QStringList &keys, const Binding **found) const
{
    Match result = Match::None;
    for (const Binding &binding : m_bindings) {
        if (binding.keys.mid(0, keys.size()) != keys)
            continue;
        if (binding.keys.size() == keys.size()) {
            *found = &binding;
            return Match::Full;
        }
        result = Match::Prefix;
    }
    return result;
}

KeyDispatcher::Match KeyDispatcher::findNext(
    const QString &key, const Binding **found, QStringList *keys) const
{
    *keys = m_pending;
    if (!m_pending.isEmpty() && m_pendingSince.elapsed() > kSequenceMs)
        keys->clear();
    keys->append(key);
    Match match = find(*keys, found);
    if (match == Match::None && keys->size() > 1) {
        *keys = {key}; // "g ?" is not a sequence, but "?" is a key
        match = find(*keys, found);
    }
    return match;
}

void KeyDispatcher::setPending(const QStringList &keys)
{
    if (m_pending == keys)
        return;
    m_pending = keys;
    m_pendingSince.start();
    emit pendingChanged(pending());
}

bool KeyDispatcher::isMine(QObject *watched) const
{
    const auto *widget = qobject_cast<const QWidget *>(watched);
    return widget && widget->window() == &m_window;
}

bool KeyDispatcher::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if ((!isOverride && event->type() != QEvent::KeyPress) || !isMine(watched))
        return false;
    const auto &key = *static_cast<QKeyEvent *>(event);
    if (isModifier(key.key()))
        return false;
    if (belongsToText(key) && (isTextField(watched) || isTextField(m_window.focusWidget()))) {
        setPending({});
        return false;
    }
    const Binding *found = nullptr;
    QStringList keys;
    const Match match = findNext(nameOf(key), &found, &keys);
    if (isOverride) {
        // Keeps a view's shortcut on `e` from taking the second key of `g e`.
        if (match != Match::None)
            event->accept();
        return match != Match::None;
    }
    setPending(match == Match::Prefix ? keys : QStringList());
    if (match == Match::Full) {
        const auto run = found->run; // the call may change the bindings
        run();
    }
    return match != Match::None;
}

} // namespace binnacle::ui
