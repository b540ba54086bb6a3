#pragma once

#include <QFrame>

class QLabel;

namespace binnacle::ui {

class CopyLine;

// The secret of a new API key, shown once: forgotten when it is closed or its page is left.
class SecretPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit SecretPanel(QWidget *parent = nullptr);

    void showSecret(const QString &name, const QString &secret);
    bool closePanel(); // false: was not open
    QString secret() const;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QLabel *m_title;
    CopyLine *m_secret;
};

} // namespace binnacle::ui
