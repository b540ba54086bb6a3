#pragma once

#include "core/base/time.h"

#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;

namespace binnacle::console {
class EventFeed;
}

namespace binnacle::ui {

class TimeSelection;

// The time range in the top bar: presets, typed ranges in the grammar of the event feed, the zone,
// and Live or Paused with the number of events that arrived meanwhile.
class TimeControl final : public QWidget
{
    Q_OBJECT

public:
    // Both must outlive the widget.
    TimeControl(TimeSelection &time, console::EventFeed &events, QWidget *parent = nullptr);

    // "-6h", "03:00..04:00": sets the range; "@03:12": rewinds to that instant, "@today" to the
    // beginning. False: not understood, the box says why.
    bool applyText(const QString &text);
    QString problem() const;
    void copyRange() const; // "2026-03-01T03:00:00Z..2026-03-01T03:40:00Z"
    void pasteRange();
    void openCustom(); // the box for typed ranges
    qint64 arrivedWhilePaused() const { return m_arrived; }

private:
    void addPreset(const QString &text, Duration length, bool isButton);
    void buildMenu();
    void showSelection();

    TimeSelection &m_time;
    console::EventFeed &m_events;
    struct Preset
    {
        QPushButton *button; // null: only in the menu
        Duration length;
    };
    std::vector<Preset> m_presets;
    QMenu *m_menu;
    QPushButton *m_range;
    QPushButton *m_live;
    QLineEdit *m_custom;
    QLabel *m_problem;
    QAction *m_utc = nullptr;
    QAction *m_local = nullptr;
    qint64 m_arrived = 0;
};

} // namespace binnacle::ui
