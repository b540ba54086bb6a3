#include "ui/widgets/key_capture.h"

#include <QKeyEvent>
#include <QKeySequence>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

QString keyName(const QKeyEvent &event)
{
    constexpr auto kCommands = Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier;
    const QString text = event.text();
    const bool typesCharacter
        = !(event.modifiers() & kCommands) && text.size() == 1 && text.front().isPrint();
    if (!typesCharacter || text.front().isSpace()) {
        const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
        return QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(event.key())))
            .toString(QKeySequence::PortableText);
    }
    if (!text.front().isLetter())
        return text;
    const bool hasShift = event.modifiers() & Qt::ShiftModifier;
    return hasShift ? u"Shift+"_s + text.toUpper() : text.toLower();
}

bool isModifierKey(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt
        || key == Qt::Key_AltGr || key == Qt::Key_Meta;
}

KeyCapture::KeyCapture(QWidget *parent)
    : QLineEdit(parent)
{
    setReadOnly(true); // no cursor, no menu that pastes
    setContextMenuPolicy(Qt::NoContextMenu);
}

void KeyCapture::begin(int longest)
{
    m_longest = longest;
    clear();
    setFocus(Qt::OtherFocusReason);
}

bool KeyCapture::event(QEvent *event)
{
    // A shortcut of the page must not take what is to become another one.
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void KeyCapture::keyPressEvent(QKeyEvent *event)
{
    event->accept();
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (isPlain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        emit accepted();
    } else if (isPlain && event->key() == Qt::Key_Escape) {
        emit givenUp();
    } else if (isPlain && event->key() == Qt::Key_Backspace) {
        clear();
        emit captured({});
    } else if (!isModifierKey(event->key())) {
        QStringList keys = text().split(u' ', Qt::SkipEmptyParts);
        if (keys.size() >= m_longest)
            keys.clear();
        keys << keyName(*event);
        setText(keys.join(u' '));
        emit captured(text());
    }
}

} // namespace binnacle::ui
