#pragma once

#include "ui/events/event_filter.h"

#include <QStackedWidget>

namespace binnacle::console {
class EstateFeed;
struct EstateView;
} // namespace binnacle::console

namespace binnacle::ui {

class EventPresenter;
class EventTableModel;
class StatePanel;
class TimeSelection;
struct EmptinessActions;
struct EventSituation;

// The table, or what stands in its place: loading, failed, or why there is no row and what to do.
class EventPane final : public QStackedWidget
{
    Q_OBJECT

public:
    struct Subjects
    {
        const EventTableModel &model;
        EventPresenter &presenter;
        console::EstateFeed &estate;
        TimeSelection &time;
    };

    // All subjects must outlive the pane, which owns `table`.
    EventPane(const Subjects &subjects, QWidget *table, QWidget *parent = nullptr);

    // `estate` must outlive the answer.
    EventSituation situationIn(const console::EstateView &estate) const;

signals:
    void retryRequested();
    void clearRequested(); // away with everything that hides rows
    void loosenRequested(const binnacle::ui::EventFilter &filter);
    void retentionRequested(); // to where it is set

private:
    void showState();
    void showRowsOrReason();
    void showLooser(const LooserFilter &looser, qint64 matches);
    EmptinessActions actions();

    const Subjects m_subjects;
    QWidget *m_table;
    StatePanel *m_state;
    qint64 m_looserMatches = 0;
};

} // namespace binnacle::ui
