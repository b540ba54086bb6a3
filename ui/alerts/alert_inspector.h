#pragma once

#include "ui/alerts/alert_state.h"

#include <QWidget>

#include <optional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace binnacle::ui {

class InspectorPanel;

// One alert: what it says, who was told, who answered, and what can be done about it. A note that
// is being typed survives every refresh.
class AlertInspector final : public QWidget
{
    Q_OBJECT

public:
    // `state` must outlive the inspector.
    explicit AlertInspector(AlertState &state, QWidget *parent = nullptr);

    void showAlert(const Alert *alert); // null: none is selected
    void focusNote();
    QString outcome() const;

signals:
    void silenceRequested(const binnacle::Silence &proposal);
    void ruleRequested(qint64 rule);
    void eventsRequested(const binnacle::AlertSubject &subject);
    void levelRequested(const binnacle::AlertSubject &subject);
    void meshRequested(const binnacle::AlertSubject &subject);

private:
    void build();
    void showFacts();
    void addLinks();
    void showPermission();
    void acknowledge();

    AlertState &m_state;
    std::optional<Alert> m_alert;
    QString m_shown; // what the facts were made of
    InspectorPanel *m_facts;
    QLineEdit *m_note;
    QPushButton *m_acknowledge;
    QPushButton *m_silence;
    QLabel *m_outcome;
};

// Hushes this alert: its rule and its object.
Silence silenceFor(const Alert &alert, Timestamp now);

} // namespace binnacle::ui
