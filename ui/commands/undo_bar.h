#pragma once

#include "core/base/time.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace binnacle::ui {

// Ten seconds in which something that can be taken back is not sent yet. Undo and it never is.
class UndoBar final : public QFrame
{
    Q_OBJECT

public:
    static constexpr Duration kUndoTime{10'000};

    explicit UndoBar(QWidget *parent = nullptr);

    // What waited before is sent at once.
    void wait(const QString &what);
    bool isWaiting() const { return m_tick.isActive(); }
    bool undo(); // false: nothing waited
    void sendNow();
    void setUndoTime(Duration time) { m_undoTime = time; }
    QString text() const;

signals:
    void elapsed(); // send it
    void undone();

private:
    void advance();
    void finish();

    Duration m_undoTime = kUndoTime;
    QString m_what;
    QElapsedTimer m_since;
    QTimer m_tick;
    QLabel *m_text;
    QProgressBar *m_left;
    QPushButton *m_undo;
    QPushButton *m_now;
};

} // namespace binnacle::ui
