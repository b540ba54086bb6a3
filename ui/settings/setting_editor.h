#pragma once

#include "core/console/settings_desk.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace binnacle::ui {

// One setting: title and key, a field of the right kind, where the value is from, what it does,
// and why a value was refused. A refused value stays in the field; the setting keeps the old one.
class SettingEditor final : public QWidget
{
    Q_OBJECT

public:
    // `desk` must outlive the editor.
    SettingEditor(
        console::SettingsDesk &desk, console::SettingView setting, QWidget *parent = nullptr);

    // The setting as it is now. What somebody is typing is left alone.
    void showSetting(console::SettingView setting);
    void setEditable(bool on); // besides that, what is fixed cannot be edited

    const console::SettingView &setting() const { return m_setting; }
    bool matches(const QString &text) const; // key, title or help has it
    QString problem() const;
    void setText(const QString &value); // as if typed and entered

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeField();
    void build();
    void showField();
    void showState();
    QString typed() const;
    void commit();
    void reset();
    void ask(const QFuture<Status> &outcome, bool isReset);
    QString refusal(const Error &error) const;
    void setProblem(const QString &problem);

    console::SettingsDesk &m_desk;
    console::SettingView m_setting;
    bool m_isEditable = true;
    bool m_isAsking = false;
    QLineEdit *m_line = nullptr;
    QComboBox *m_choices = nullptr;
    QCheckBox *m_flag = nullptr;
    QWidget *m_field;
    QPushButton *m_reset;
    QLabel *m_origin;
    QLabel *m_help;
    QLabel *m_problem;
};

} // namespace binnacle::ui
