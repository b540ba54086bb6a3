#pragma once

#include <QLineEdit>

class QKeyEvent;

namespace binnacle::ui {

// "Ctrl+K", "F5", "Left", or the character itself ("?", "y"), so that a key works on every keyboard
// layout. Letters with Shift are "Shift+Y".
QString keyName(const QKeyEvent &event);
bool isModifierKey(int key);

// A line that shows the keys that are pressed in it instead of typing them. Enter, Escape, Tab and
// Backspace keep their meanings, so nobody gives them away here.
class KeyCapture final : public QLineEdit
{
    Q_OBJECT

public:
    explicit KeyCapture(QWidget *parent = nullptr);

    // Starts anew; at most so many keys, one after the other.
    void begin(int longest);
    QString keys() const { return text(); }

signals:
    void captured(const QString &keys); // as far as they were pressed
    void accepted();
    void givenUp();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int m_longest = 1;
};

} // namespace binnacle::ui
