#pragma once

#include "ui/alerts/rule_draft.h"

#include <QWidget>

#include <functional>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace binnacle::ui {

class AlertState;
class ChannelChips;

// The fields of a rule. What is typed is checked on each keystroke; what is wrong is said below its
// field and nothing is lost. A refresh of the board touches the choices, never the texts.
class RuleForm final : public QWidget
{
    Q_OBJECT

public:
    // `state` must outlive the form. `runbooks` and `clusters` are asked when a rule is shown.
    struct Choices
    {
        std::function<QStringList()> runbooks;
        std::function<std::vector<ClusterId>()> clusters;
    };
    RuleForm(const AlertState &state, Choices choices, QWidget *parent = nullptr);

    void setDraft(const RuleDraft &draft);
    const RuleDraft &draft() const { return m_draft; }
    const CheckedRule &checkedRule() const { return m_checked; }
    // The stored rule is a later one by now; what is typed stays.
    void rebase(const AlertRule &rule);
    void refreshChoices();
    void focusName();

signals:
    void edited(); // by the user; see draft() and checkedRule()

private:
    void build();
    void buildWhat(QGridLayout &grid);
    void buildWhen(QGridLayout &grid);
    void buildWho(QGridLayout &grid);
    void connectFields();
    void show();
    void read();
    void changeKind();
    void fillTargets();
    void check();

    const AlertState &m_state;
    const Choices m_choices;
    RuleDraft m_draft;
    CheckedRule m_checked;
    bool m_isFilling = false;
    QLineEdit *m_name;
    QLabel *m_nameNote = nullptr;
    QButtonGroup *m_severity;
    QCheckBox *m_enabled;
    QComboBox *m_kind;
    QComboBox *m_target;
    QComboBox *m_cluster;
    QLineEdit *m_condition;
    QLabel *m_conditionNote = nullptr;
    QLineEdit *m_holds;
    QLineEdit *m_resolveAfter;
    QLineEdit *m_cooldown;
    QLabel *m_timesNote = nullptr;
    QList<QCheckBox *> m_groupBy;
    QComboBox *m_noData;
    ChannelChips *m_channels;
    QPlainTextEdit *m_message;
    QComboBox *m_runbook;
    QCheckBox *m_runsRunbook;
    QLineEdit *m_description;
};

} // namespace binnacle::ui
