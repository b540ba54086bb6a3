#pragma once

#include "ui/alerts/alert_state.h"

#include <QWidget>

class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace binnacle::ui {

class MatcherEditor;
class Panel;

// One silence: which alerts, from when until when, and what ends it earlier.
class SilenceForm final : public QWidget
{
    Q_OBJECT

public:
    // `state` must outlive the form.
    explicit SilenceForm(AlertState &state, QWidget *parent = nullptr);

    void edit(const Silence &silence); // id 0: a new one
    void clear();
    void refresh(); // what may be changed, and what is left
    bool isShown() const { return m_isShown; }
    bool isEdited() const { return m_isEdited; }
    std::int64_t silenceId() const { return m_base.id; }
    Silence edited() const;
    QString problem() const; // empty: it can be saved
    QString outcome() const;
    void focusName();

    void save();
    void endNow();

signals:
    void saved();
    void closed();

private:
    void build();
    QWidget *buildFields();
    QWidget *buildQuickLengths();
    QWidget *buildButtons();
    void changedByUser();
    void showState();
    void setTime(QDateTimeEdit &field, Timestamp at);
    Timestamp timeOf(const QDateTimeEdit &field) const;
    void told(const QString &tone, const QString &text);

    AlertState &m_state;
    Silence m_base;
    bool m_isShown = false;
    bool m_isEdited = false;
    bool m_isFilling = false;
    Panel *m_panel;
    QWidget *m_fields = nullptr;
    QLineEdit *m_name;
    MatcherEditor *m_matchers;
    QDateTimeEdit *m_from;
    QDateTimeEdit *m_until;
    QCheckBox *m_maintenance;
    QCheckBox *m_budget;
    QCheckBox *m_ends;
    QLineEdit *m_remind;
    QLineEdit *m_reason;
    QLabel *m_note;
    QPushButton *m_save;
    QPushButton *m_cancel;
    QPushButton *m_end;
};

} // namespace binnacle::ui
