window.dashRenderer = new window.DashRenderer();
