#pragma once

#include <QFrame>
#include <QPointer>

class QAbstractScrollArea;
class QLineEdit;

namespace binnacle::ui {

// A box over the window with a line to type in: command palette, cheat sheet, help. Closes on
// Escape and when the focus goes elsewhere, and gives the focus back.
class Overlay : public QFrame
{
    Q_OBJECT

public:
    // `window` is its parent and what it is centred in.
    Overlay(QWidget &window, QSize size);

    void open();
    void close();
    bool isOpen() const { return isVisibleTo(parentWidget()); }
    QLineEdit &edit() { return *m_edit; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    // Keys typed in the line; true: used. Escape is already used.
    virtual bool handleKey(int key) = 0;
    // Another part that takes the focus: Escape and leaving work there as in the line.
    void addFocusPart(QWidget &part);
    // Arrows and Page Up, Page Down move what is shown while the line keeps the focus; false:
    // another key.
    static bool scroll(QAbstractScrollArea &area, int key);

private:
    void place();

    QSize m_wanted;
    QLineEdit *m_edit;
    QPointer<QWidget> m_focusBefore;
};

} // namespace binnacle::ui
