#pragma once

#include "core/domain/event_query.h"
#include "core/domain/slo_report.h"
#include "ui/alerts/alert_state.h"
#include "ui/widgets/filter_language.h"

#include <QWidget>

namespace binnacle::ui {

// One page of the alerts view. Pages share the state and ask the view for what leads elsewhere.
class AlertPage : public QWidget
{
    Q_OBJECT

public:
    // `state` must outlive the page.
    explicit AlertPage(AlertState &state, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_state(state)
    {}

    virtual void setActive(bool) {} // shown, and the window too
    // The filter of the page: its language, its text while the page is away, its placeholder. A
    // text that is no filter is ignored.
    virtual FilterLanguage filterLanguage() const = 0;
    virtual void setFilter(const QString &text) = 0;
    virtual QString filter() const = 0;
    virtual QString filterHint() const = 0;
    virtual void refresh() {}               // ask again
    virtual bool escape() { return false; } // closes what is open; false: nothing was

    // Keys of the view; pages ignore what they have no use for.
    virtual void addNew() {}
    virtual void openCurrent() {}
    virtual void silenceCurrent() {}
    virtual void acknowledgeCurrent() {}
    virtual void removeCurrent() {}
    virtual void explainCurrent() {}
    virtual void saveCurrent() {}
    // What the current row is about, for `e`, `m` and `s`; null: nothing.
    virtual const Alert *currentAlert() const { return nullptr; }

signals:
    // Rows that match the filter, and all there are.
    void matched(qint64 rows, qint64 all);
    void silenceRequested(const binnacle::Silence &proposal);
    void ruleRequested(qint64 rule);
    // From buttons of the page: the events, the service level or the service of a subject.
    void eventsRequested(const binnacle::AlertSubject &subject);
    void levelRequested(const binnacle::AlertSubject &subject);
    void meshRequested(const binnacle::AlertSubject &subject);

protected:
    AlertState &state() const { return m_state; }

private:
    AlertState &m_state;
};

// Where a subject leads; nothing when it is no such thing.
std::optional<ScopedObject> objectOf(const AlertSubject &subject);
std::optional<SloSubject> levelOf(const AlertSubject &subject);
std::optional<ServiceRef> serviceOf(const AlertSubject &subject);

} // namespace binnacle::ui
