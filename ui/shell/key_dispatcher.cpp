#include "ui/shell/key_dispatcher.h"

#include "ui/shell/view_keys.h"
#include "ui/widgets/key_capture.h"
#include "ui/widgets/key_map.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSequenceMs = 1'500;

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
    m_bindings.push_back({sequence, keys, action, std::move(run)});
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

void KeyDispatcher::follow(KeyMap &map, ViewKeys &view)
{
    m_map = &map;
    m_viewKeys = &view;
    std::vector<View::KeyHelp> commands;
    for (const Binding &binding : m_bindings)
        commands.push_back({binding.standard, binding.action});
    map.setWindow(tr("Everywhere"), commands);
    connect(&map, &KeyMap::changed, this, &KeyDispatcher::takeMoved);
    takeMoved();
}

void KeyDispatcher::takeMoved()
{
    for (Binding &binding : m_bindings)
        binding.keys
            = KeyMap::normalized(m_map->keysOf(KeyMap::window(), binding.standard)).split(u' ');
    setPending({});
}

// Its entries are filled in before each time it is shown.
void KeyDispatcher::labelWhenShown(QMenu &menu)
{
    m_viewKeys->label(menu);
    connect(&menu, &QMenu::aboutToShow, this, [this, &menu] { m_viewKeys->label(menu); });
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
    if (event->type() == QEvent::Polish && m_viewKeys) {
        if (auto *menu = qobject_cast<QMenu *>(watched))
            labelWhenShown(*menu);
        return false;
    }
    const bool isOverride = event->type() == QEvent::ShortcutOverride;
    if ((!isOverride && event->type() != QEvent::KeyPress) || !isMine(watched))
        return false;
    auto &key = *static_cast<QKeyEvent *>(event);
    const bool isForFirstName = m_viewKeys && m_viewKeys->isPressing();
    if (isForFirstName || isModifierKey(key.key()) || qobject_cast<KeyCapture *>(watched))
        return false;
    if (belongsToText(key) && (isTextField(watched) || isTextField(m_window.focusWidget()))) {
        setPending({});
        return false;
    }
    return handle(key, isOverride);
}

bool KeyDispatcher::handle(QKeyEvent &key, bool isOverride)
{
    const Binding *found = nullptr;
    QStringList keys;
    const QString name = keyName(key);
    const Match match = findNext(name, &found, &keys);
    const bool isMoved = match == Match::None && m_viewKeys && m_viewKeys->takes(name);
    if (isOverride) {
        // Keeps a view's shortcut on `e` from taking the second key of `g e`.
        if (match != Match::None || isMoved)
            key.accept();
        return match != Match::None || isMoved;
    }
    setPending(match == Match::Prefix ? keys : QStringList());
    if (match == Match::Full) {
        const auto run = found->run; // the call may change the bindings
        run();
    } else if (isMoved) {
        m_viewKeys->press(name);
    }
    return match != Match::None || isMoved;
}

} // namespace binnacle::ui
