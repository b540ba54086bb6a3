#pragma once

#include "core/console/access_desk.h"
#include "core/console/estate_feed.h"
#include "core/console/settings_desk.h"
#include "ui/settings/settings_page.h"

class QLabel;

namespace binnacle::ui {

class CopyLine;
class Panel;
class SettingsForm;
class StatusGlyph;

// The two doors: the one agents report to and the one for people and programs.
class GatewayPage final : public SettingsPage
{
    Q_OBJECT

public:
    struct Desks
    {
        console::SettingsDesk &settings;
        console::AccessDesk &access;
        console::EstateFeed &estate;
    };

    // All must outlive the page.
    explicit GatewayPage(const Desks &desks, QWidget *parent = nullptr);

    QString gatewayText() const;
    QString listenerText() const;

private:
    struct State
    {
        StatusGlyph *glyph;
        QLabel *text;
    };
    Panel *doorPanel(const QString &title, const State &state, const QList<QWidget *> &below);
    void showGateway();
    void showListener();

    Desks m_desks;
    State m_gateway;
    State m_listener;
    CopyLine *m_curl;
    CopyLine *m_query;
    CopyLine *m_agent;
};

} // namespace binnacle::ui
