#pragma once

#include "core/console/access_desk.h"
#include "core/console/settings_desk.h"
#include "ui/settings/settings_page.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;

namespace binnacle::ui {

class SettingsForm;

// All settings, and the one text file they are: as text, exported, imported. A file with a mistake
// is not taken at all; its lines are named.
class SettingsFilePage final : public SettingsPage
{
    Q_OBJECT

public:
    SettingsFilePage(
        console::SettingsDesk &settings, console::AccessDesk &access, QWidget *parent = nullptr);

    bool escape() override;
    void focusFilter() override;
    void setTextShown(bool on);
    void exportTo(const QString &path);
    void importFrom(const QString &path);
    QString outcome() const;

private:
    void build();
    void showPermission();
    void filter(const QString &text);
    void chooseExport();
    void chooseImport();
    void take(const QString &path, const QString &text);
    void showProblems(const QString &path, const std::vector<console::SettingsProblem> &problems);
    void say(const QString &text, bool isBad);

    console::SettingsDesk &m_settings;
    console::AccessDesk &m_access;
    QLineEdit *m_filter;
    QPushButton *m_asText;
    QPushButton *m_import;
    QLabel *m_outcome;
    SettingsForm *m_form;
    QPlainTextEdit *m_text;
    QStackedLayout *m_pages;
};

} // namespace binnacle::ui
