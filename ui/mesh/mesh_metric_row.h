#pragma once

#include "ui/widgets/status_glyph.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;

namespace binnacle::ui {

class Sparkline;

// "Errors   7.8 %  ╱‾": a name, a number and its course, or how much of something is left.
class MeshMetricRow final : public QWidget
{
    Q_OBJECT

public:
    explicit MeshMetricRow(const QString &name, QWidget *parent = nullptr);

    void showTrend(const QString &value, StatusKind status, std::vector<double> values);
    // 0 to 100; unset: hatched.
    void showShare(const QString &value, StatusKind status, std::optional<double> percent);
    void setCourseTip(const QString &text); // what the line is over

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showValue(const QString &value, StatusKind status);

    QLabel *m_name;
    QLabel *m_value;
    Sparkline *m_trend;
    StatusKind m_status = StatusKind::Neutral;
    std::optional<double> m_share;
    bool m_isShare = false;
};

} // namespace binnacle::ui
