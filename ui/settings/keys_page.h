#pragma once

#include "ui/settings/settings_page.h"
#include "ui/settings/settings_services.h"

#include <functional>
#include <vector>

class QLineEdit;
class QTableWidget;

namespace binnacle::ui {

// All keys, by where they work; searchable.
class KeysPage final : public SettingsPage
{
    Q_OBJECT

public:
    explicit KeysPage(std::function<std::vector<KeySection>()> sections, QWidget *parent = nullptr);

    bool escape() override;
    void refresh() override;
    void focusFilter() override;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void filter();

    const std::function<std::vector<KeySection>()> m_sections;
    QLineEdit *m_filter;
    QTableWidget *m_table;
};

} // namespace binnacle::ui
